import { oldestOpenTalk, saveComments } from '@pm-bot/store'
import type { SyncSession } from './sync-session.ts'
import { readFrom, secondsBefore } from './sync-times.ts'
import { walkChanges } from './walk-changes.ts'

/** What was said on issues and pull requests. */
export const readComments = async (session: SyncSession): Promise<void> =>
  walkChanges(session, {
    list: 'comments',
    phase: 'comments',
    since: await talkFrom(session, 'comments'),
    cursor: 'comments',
    ask: (query, known) => session.github.issueComments(session.payload.fullName, query, known),
    write: async (tx, comments) => ({ changed: await saveComments(tx, session.payload.repoId, comments) }),
  })

/** What was said on lines of pull requests. */
export const readReviewComments = async (session: SyncSession): Promise<void> =>
  walkChanges(session, {
    list: 'review-comments',
    phase: 'review comments',
    since: await talkFrom(session, 'reviewComments'),
    cursor: 'reviewComments',
    ask: (query, known) => session.github.reviewComments(session.payload.fullName, query, known),
    write: async (tx, comments) => ({ changed: await saveComments(tx, session.payload.repoId, comments) }),
  })

/** An import of what is open wants all that was said there, which began with the oldest of them. */
export async function talkFrom(session: SyncSession, list: 'comments' | 'reviewComments'): Promise<string> {
  const { payload, database } = session
  const from = readFrom(session, list)
  if (payload.mode !== 'import' || payload.depth !== 'open') return from
  const oldest = await oldestOpenTalk(database, payload.repoId)
  const since = oldest === null ? from : secondsBefore(oldest, 0)
  return since < from ? since : from
}
