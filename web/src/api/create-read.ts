import { type QueryKey, useQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'

export interface Read<Answer> {
  /** The latest answer; kept while it is fetched again. */
  data: Accessor<Answer | undefined>
  /** Why there is none, or why the latest attempt to refresh it failed. */
  error: Accessor<Error | undefined>
  isWaiting: Accessor<boolean>
  again(): void
}

/** A query that never suspends the page: what is there is shown, what is not has its own place. */
export function createRead<Answer>(
  options: () => {
    key: QueryKey
    read: (signal: AbortSignal) => Promise<Answer>
    enabled?: boolean
  },
): Read<Answer> {
  const result = useQuery(() => {
    const { key, read, enabled = true } = options()
    return {
      queryKey: key,
      queryFn: ({ signal }: { signal: AbortSignal }) => read(signal),
      enabled,
    }
  })

  return {
    data: () => (result.dataUpdatedAt > 0 ? (result.data as Answer | undefined) : undefined),
    error: () => result.error ?? undefined,
    isWaiting: () => result.isLoading,
    again: () => void result.refetch(),
  }
}
