import type { InboxItemView, Page, RepoView, RunView } from '@pm-bot/domain'
import type { StoredRequest } from '@pm-bot/runtime'
import {
  listInbox,
  lookUpInboxItems,
  lookUpRepo,
  lookUpRequests,
  lookUpRuns,
  lookUpSession,
  type Session,
  type SessionKey,
  type Store,
} from '@pm-bot/store'
import { gatherReads, shareReads } from './gather-reads.ts'

/** What is asked for most, read once for all requests that come at the same time. */
export interface SharedReads {
  session(key: SessionKey, secret: string): Promise<Session | undefined>
  request(requestId: string): Promise<StoredRequest | undefined>
  run(runId: string): Promise<RunView | undefined>
  repo(repoId: string): Promise<RepoView | undefined>
  inbox(query: InboxRequest): Promise<Page<InboxItemView>>
  item(itemId: string): Promise<InboxItemView | undefined>
}
type InboxRequest = Parameters<typeof listInbox>[1]

export function createSharedReads({ database }: Pick<Store, 'database'>): SharedReads {
  const pages = shareReads<Page<InboxItemView>>()
  const sessions = shareReads<Session | undefined>()
  const repos = shareReads<RepoView | undefined>()
  return {
    session: (key, secret) => sessions(secret, () => lookUpSession(database, key, secret)),
    request: gatherReads((ids: readonly string[]) => lookUpRequests(database, ids)),
    run: gatherReads((ids: readonly string[]) => lookUpRuns(database, ids)),
    repo: (id) => repos(id, () => lookUpRepo(database, id)),
    inbox: (query) => pages(JSON.stringify(query), () => listInbox(database, query)),
    item: gatherReads((ids: readonly string[]) => lookUpInboxItems(database, ids)),
  }
}
