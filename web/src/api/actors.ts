import type {
  ActorCondition,
  ActorSummaryView,
  ActorView,
  EditMessageBody,
  MessageResult,
  Page,
} from '@pm-bot/domain'
import { get, post, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export interface Address {
  kind: string
  key: string
}

const pathOf = ({ kind, key }: Address) =>
  `/api/actors/${encodeURIComponent(kind)}/${encodeURIComponent(key)}`

export const createActors = (status: () => ActorCondition) =>
  createPageReads(() => {
    const wanted = status()
    return {
      key: ['actors', 'list', wanted],
      read: (cursor, signal) =>
        get<Page<ActorSummaryView>>(`/api/actors${query({ status: wanted, limit: 50, cursor })}`, signal),
    }
  })

export const createActor = (address: () => Address) =>
  createRead(() => {
    const { kind, key } = address()
    return {
      key: ['actors', 'one', kind, key],
      read: (signal) => get<ActorView>(pathOf({ kind, key }), signal),
    }
  })

const messagePath = (address: Address, messageId: string) =>
  `${pathOf(address)}/messages/${encodeURIComponent(messageId)}`

export const retryMessage = (address: Address, messageId: string, key: string) =>
  post<MessageResult>(`${messagePath(address, messageId)}/retry`, {}, key).finally(stale)

export const skipMessage = (address: Address, messageId: string, key: string) =>
  post<MessageResult>(`${messagePath(address, messageId)}/skip`, {}, key).finally(stale)

export const editMessage = (address: Address, messageId: string, body: EditMessageBody, key: string) =>
  post<MessageResult>(`${messagePath(address, messageId)}/edit`, body, key).finally(stale)

function stale(): void {
  for (const key of ['actors', 'mailboxes', 'run-work', 'runs', 'inbox'])
    void queryClient.invalidateQueries({ queryKey: [key] })
}
