import type { Page } from '@pm-bot/domain'
import { type QueryKey, useInfiniteQuery } from '@tanstack/solid-query'
import type { Accessor } from 'solid-js'
import type { Read } from './create-read.ts'

export interface PagedRead<Item> extends Read<Item[]> {
  hasMore: Accessor<boolean>
  isReadingMore: Accessor<boolean>
  more(): void
}

/** A list that is read page by page, as far as the operator wants to see. */
export function createPageReads<Item>(
  options: () => {
    key: QueryKey
    read: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>
    enabled?: boolean
  },
): PagedRead<Item> {
  const result = useInfiniteQuery(() => {
    const { key, read, enabled = true } = options()
    return {
      queryKey: key,
      queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
        read(pageParam, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (last: Page<Item>) => last.nextCursor,
      enabled,
    }
  })

  return {
    data: () => (result.dataUpdatedAt > 0 ? result.data?.pages.flatMap((page) => page.items) : undefined),
    error: () => result.error ?? undefined,
    isWaiting: () => result.isLoading,
    again: () => void result.refetch(),
    hasMore: () => result.hasNextPage,
    isReadingMore: () => result.isFetchingNextPage,
    more: () => void result.fetchNextPage(),
  }
}
