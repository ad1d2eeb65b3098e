import type { CreateNotifierBody, NotifierView, Page, PatchNotifierBody, PushKeyView } from '@pm-bot/domain'
import { get, patch, post, query, remove } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { queryClient } from './query-client.ts'

/** What reaches the operator away from the page, oldest first. */
export const createNotifiers = () =>
  createPageReads(() => ({
    key: ['notifiers', 'list'],
    read: (cursor, signal) =>
      get<Page<NotifierView>>(`/api/notifiers${query({ limit: 100, cursor })}`, signal),
  }))

export const addNotifier = (body: CreateNotifierBody, key: string) =>
  post<NotifierView>('/api/notifiers', body, key).finally(stale)

export const changeNotifier = ({ id, version }: NotifierView, body: PatchNotifierBody) =>
  patch<NotifierView>(`/api/notifiers/${id}`, body, version).finally(stale)

export const removeNotifier = ({ id, version }: NotifierView) =>
  remove(`/api/notifiers/${id}`, version).finally(stale)

export const testNotifier = (id: string, key: string) =>
  post<NotifierView>(`/api/notifiers/${id}/test`, {}, key).finally(stale)

/** What a browser subscribes with. */
export const readPushKey = () =>
  get<PushKeyView>('/api/notifiers/push-key').then(({ publicKey }) => publicKey)

function stale(): void {
  void queryClient.invalidateQueries({ queryKey: ['notifiers'] })
}
