import type { Page } from '@pm-bot/domain'
import {
  type DefaultedInfiniteQueryObserverOptions,
  type InfiniteData,
  InfiniteQueryObserver,
  type QueryKey,
} from '@tanstack/query-core'
import { type Accessor, createMemo } from 'solid-js'
import type { Read } from './create-read.ts'
import { observeQuery } from './observe-query.ts'
import { queryClient } from './query-client.ts'

export interface PagedRead<Item> extends Read<Item[]> {
  hasMore: Accessor<boolean>
  isReadingMore: Accessor<boolean>
  more(): void
}

type Options<Item> = DefaultedInfiniteQueryObserverOptions<
  Page<Item>,
  Error,
  InfiniteData<Page<Item>>,
  QueryKey,
  string | null
>

/** A list that is read page by page, as far as the operator wants to see. */
export function createPageReads<Item>(
  options: () => {
    key: QueryKey
    read: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>
    enabled?: boolean
  },
): PagedRead<Item> {
  const result = observeQuery(
    (): Options<Item> => {
      const { key, read, enabled = true } = options()
      return {
        // Its type knows nothing of pages.
        ...(queryClient.defaultQueryOptions({ queryKey: key, enabled }) as object as Options<Item>),
        queryFn: ({ pageParam, signal }) => read(pageParam, signal),
        initialPageParam: null,
        getNextPageParam: (last) => last.nextCursor,
        _optimisticResults: 'optimistic',
      }
    },
    (first) =>
      new InfiniteQueryObserver<Page<Item>, Error, InfiniteData<Page<Item>>, QueryKey, string | null>(
        queryClient,
        first,
      ),
  )

  // Told apart: that it is fetched again must not make a new list of the same items.
  const pages = createMemo(() => result().data?.pages)
  return {
    data: createMemo(() => pages()?.flatMap((page) => page.items)),
    error: createMemo(() => result().error ?? undefined),
    isWaiting: createMemo(() => result().isLoading),
    again: () => void result().refetch(),
    hasMore: createMemo(() => result().hasNextPage),
    isReadingMore: createMemo(() => result().isFetchingNextPage),
    more: () => void result().fetchNextPage(),
  }
}
