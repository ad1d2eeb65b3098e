import type { AddGrantBody, GrantSuggestionView, GrantUseView, GrantView, Page } from '@pm-bot/domain'
import { get, post, query, remove } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

/** Standing permissions, newest first: those that may still be used, or those that ended. */
export const createGrants = (active: () => boolean) =>
  createPageReads(() => {
    const wanted = active()
    return {
      key: ['grants', 'list', wanted],
      read: (cursor, signal) =>
        get<Page<GrantView>>(`/api/grants${query({ active: String(wanted), limit: 100, cursor })}`, signal),
    }
  })

/** The last calls that a grant allowed. */
export const createGrantUses = (grantId: () => string) =>
  createRead(() => {
    const id = grantId()
    return {
      key: ['grants', 'uses', id],
      read: (signal) =>
        get<Page<GrantUseView>>(`/api/grants/${id}/uses?limit=20`, signal).then((page) => page.items),
    }
  })

const readSuggestions = (signal: AbortSignal) =>
  get<Page<GrantSuggestionView>>('/api/grants/suggestions', signal).then((page) => page.items)

/** For calls that were approved again and again lately. */
export const createGrantSuggestions = () =>
  createRead(() => ({ key: ['grants', 'suggestions'], read: readSuggestions }))

/** The same, as it was when the page came up: read with every decision, it would cost more than a hint is worth. */
export const createGrantHints = () => createRead(() => ({ key: ['grants', 'hints'], read: readSuggestions }))

export const addGrant = (body: AddGrantBody, key: string) =>
  post<GrantView>('/api/grants', body, key).finally(stale)

/** The next call asks again. Twice is once. */
export const revokeGrant = (grantId: string) => remove(`/api/grants/${grantId}`).finally(stale)

function stale(): void {
  void queryClient.invalidateQueries({ queryKey: ['grants'] })
  void queryClient.invalidateQueries({ queryKey: ['inbox'] })
}
