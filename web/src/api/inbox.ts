import type {
  DecisionBody,
  DecisionResult,
  DecisionsBody,
  DecisionsResult,
  InboxCountsView,
  InboxDayView,
  InboxItemView,
  Page,
} from '@pm-bot/domain'
import { get, post, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

/** What of a list to show, as the api and the page's address name it. */
export type InboxFilter = Partial<Record<(typeof INBOX_FILTERS)[number], string | string[]>>
export const INBOX_FILTERS = [
  'kind',
  'risk',
  'repoId',
  'runId',
  'graphId',
  'minCostMicros',
  'olderThanSeconds',
  'tainted',
  'q',
] as const

/** What waits for a person, or is put off, by what must be done about it. */
export const createWaitingItems = (
  status: 'pending' | 'snoozed',
  { filter = () => ({}), enabled = () => true }: { filter?: () => InboxFilter; enabled?: () => boolean } = {},
) =>
  createPageReads(() => {
    const wanted = filter()
    return {
      key: ['inbox', status, wanted],
      read: (cursor, signal) =>
        get<Page<InboxItemView>>(`/api/inbox${query({ ...wanted, status, limit: 200, cursor })}`, signal),
      enabled: enabled(),
    }
  })

export const createInboxCounts = () =>
  createRead(() => ({
    key: ['inbox', 'counts'],
    read: (signal) => get<InboxCountsView>('/api/inbox/counts', signal),
  }))

export const createPendingItemsOfRun = (runId: () => string) =>
  createRead(() => {
    const id = runId()
    return {
      key: ['inbox', 'of-run', id],
      read: (signal) =>
        get<Page<InboxItemView>>(`/api/inbox${query({ status: 'pending', runId: id })}`, signal).then(
          (page) => page.items,
        ),
    }
  })

/** What a list of decided items can be narrowed by: the rest looks among what waits. */
const DONE_FILTERS = ['kind', 'risk', 'repoId', 'runId'] as const

/** Decided items, among them those that were superseded. */
export const createDoneItems = (filter: () => InboxFilter, enabled: () => boolean) =>
  createPageReads(() => {
    const wanted = Object.fromEntries(DONE_FILTERS.map((name) => [name, filter()[name]]))
    return {
      key: ['inbox', 'all', wanted],
      read: (cursor, signal) =>
        get<Page<InboxItemView>>(`/api/inbox${query({ ...wanted, limit: 100, cursor })}`, signal),
      enabled: enabled(),
    }
  })

/** How many were asked and decided, day by day, the newest first. */
export const createInboxDays = (days: number) =>
  createRead(() => ({
    key: ['inbox', 'days', days],
    read: (signal) =>
      get<Page<InboxDayView>>(`/api/inbox/stats${query({ days })}`, signal).then(({ items }) => items),
  }))

export const createInboxItem = (id: () => string | undefined) =>
  createRead(() => {
    const itemId = id()
    return {
      key: ['inbox', 'item', itemId],
      read: (signal) => get<InboxItemView>(`/api/inbox/${itemId}`, signal),
      enabled: itemId !== undefined,
    }
  })

export const decideItem = (id: string, body: DecisionBody, key: string) =>
  post<DecisionResult>(`/api/inbox/${id}/decision`, body, key).then((result) => {
    queryClient.setQueryData(['inbox', 'item', id], result.item)
    queryClient.setQueryData(['runs', result.run.id], result.run)
    return result
  })

/** So many at once, as the api takes them. */
const MOST_DECISIONS = 100

/** One request after the other; what the first of them did stands when a later one is lost. */
export async function decideItems(
  decisions: DecisionsBody['decisions'],
  keyFor: (body: DecisionsBody) => string,
): Promise<DecisionsResult['results']> {
  const results: DecisionsResult['results'] = []
  for (let from = 0; from < decisions.length; from += MOST_DECISIONS) {
    const body = { decisions: decisions.slice(from, from + MOST_DECISIONS) }
    results.push(...(await post<DecisionsResult>('/api/inbox/decisions', body, keyFor(body))).results)
  }
  return results
}

/** Read again what a decision, won or lost, may have changed. */
export function staleAfterDecision(): void {
  void queryClient.invalidateQueries({ queryKey: ['inbox'] })
  void queryClient.invalidateQueries({ queryKey: ['runs'] })
}
