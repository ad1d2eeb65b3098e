import type {
  DecisionBody,
  DecisionResult,
  DecisionsBody,
  DecisionsResult,
  InboxCountsView,
  InboxItemView,
  Page,
} from '@pm-bot/domain'
import { get, post, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createPendingItems = () =>
  createRead(() => ({
    key: ['inbox', 'pending'],
    read: (signal) => get<Page<InboxItemView>>('/api/inbox?status=pending&limit=200', signal),
  }))

/** What is put off. */
export const createSnoozedItems = (enabled: () => boolean) =>
  createRead(() => ({
    key: ['inbox', 'snoozed'],
    read: (signal) => get<Page<InboxItemView>>('/api/inbox?status=snoozed&limit=200', signal),
    enabled: enabled(),
  }))

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

/** Decided items, among them those that were superseded. */
export const createDoneItems = (enabled: () => boolean) =>
  createPageReads(() => ({
    key: ['inbox', 'all'],
    read: (cursor, signal) => get<Page<InboxItemView>>(`/api/inbox${query({ limit: 100, cursor })}`, signal),
    enabled: enabled(),
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
