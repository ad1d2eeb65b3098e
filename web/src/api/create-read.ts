import { type QueryKey, QueryObserver } from '@tanstack/query-core'
import { type Accessor, createMemo } from 'solid-js'
import { observeQuery } from './observe-query.ts'
import { queryClient } from './query-client.ts'

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
  const result = observeQuery(
    () => {
      const { key, read, enabled = true } = options()
      return {
        ...queryClient.defaultQueryOptions<Answer, Error, Answer, Answer, QueryKey>({
          queryKey: key,
          queryFn: ({ signal }) => read(signal),
          enabled,
        }),
        // From the first moment on it says that it waits.
        _optimisticResults: 'optimistic' as const,
      }
    },
    (first) => new QueryObserver(queryClient, first),
  )

  return {
    data: createMemo(() => result().data),
    error: createMemo(() => result().error ?? undefined),
    isWaiting: createMemo(() => result().isLoading),
    again: () => void result().refetch(),
  }
}
