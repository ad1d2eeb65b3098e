import { QueryCache, QueryClient } from '@tanstack/query-core'
import { ApiProblem } from './api-problem.ts'
import { shareAnswer } from './share-answer.ts'

/** What no page shows any more is kept so long, for who goes back at once. */
export const KEPT_MS = 60_000

/**
 * Nothing polls and nothing goes stale by itself: `live/` says when to read again.
 */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (error instanceof ApiProblem && error.status === 401) {
        void queryClient.invalidateQueries({ queryKey: ['meta'] })
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT_MS,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      structuralSharing: shareAnswer,
      retry: (failures, error) => isPassing(error) && failures < 2,
      retryDelay: (failures) => 500 * 2 ** failures,
    },
  },
})

const isPassing = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 0 || error.status >= 502)
