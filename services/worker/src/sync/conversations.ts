import { type GitHubComment, GitHubRefusedError, instant, type SyncWalk } from '@pm-bot/domain'
import { listMiscounted, listPresentAfter, replaceComments } from '@pm-bot/store'
import { talkFrom } from './comments.ts'
import type { SyncSession } from './sync-session.ts'

const LIST = 'conversations'
const PHASE = 'comments'
const BATCH = 200

/**
 * A deleted comment is in no list of changes, and what was outside of an import comes back without its old comments.
 * But GitHub counts them: where its number is not ours, all of one conversation is read. Comments on lines it does not
 * count: they are read where they may lie outside of what was asked for.
 */
export async function readConversations(session: SyncSession): Promise<void> {
  if (session.isDone(LIST)) return
  if (session.payload.mode === 'import') return await completeImport(session)
  const { touched, returned } = session.touched()
  await recount(session, touched)
  for (const number of returned) await readConversation(session, number, 'review_comment')
  if (touched.length > 0) await session.save({ list: LIST, phase: PHASE, walk: null })
}

/** What an import holds may be older than the comments that it read. It is walked by number, in parts. */
async function completeImport(session: SyncSession): Promise<void> {
  const { database, payload } = session
  if (payload.depth === 'all') return
  const bound = instant(await talkFrom(session, 'reviewComments'))
  for (let after = session.walkOf(LIST)?.page ?? 0; ; ) {
    const objects = await listPresentAfter(database, payload.repoId, { after, limit: BATCH })
    const numbers = objects.map(({ number }) => number)
    const miscounted = new Set(await listMiscounted(database, payload.repoId, numbers))
    for (const { number, kind, createdAt } of objects) {
      const walk = { list: LIST, since: null, page: number, newest: null }
      const hasOldLines = kind === 'pr' && createdAt < bound
      if (miscounted.has(number))
        await readConversation(session, number, 'issue_comment', hasOldLines ? undefined : walk)
      if (hasOldLines) await readConversation(session, number, 'review_comment', walk)
    }
    if (objects.length < BATCH) return await session.save({ list: LIST, phase: PHASE, walk: null })
    after = numbers.at(-1)!
  }
}

export async function recount(session: SyncSession, numbers: readonly number[]): Promise<void> {
  const { database, payload } = session
  for (let from = 0; from < numbers.length; from += BATCH) {
    const batch = numbers.slice(from, from + BATCH)
    for (const number of await listMiscounted(database, payload.repoId, batch))
      await readConversation(session, number, 'issue_comment')
  }
}

export async function readConversation(
  session: SyncSession,
  number: number,
  kind: GitHubComment['kind'],
  walk?: SyncWalk,
): Promise<void> {
  const { github, payload } = session
  const comments = await unlessGone(() =>
    session.askPlainly(() => github.commentsOf(payload.fullName, number, kind)),
  )
  await session.save({ list: LIST, phase: PHASE, ...(walk ? { walk } : {}) }, async (tx) => ({
    changed: comments ? await replaceComments(tx, payload.repoId, { number, kind, comments }) : 0,
  }))
}

/** That it was deleted meanwhile is found out elsewhere. */
async function unlessGone<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof GitHubRefusedError && (error.status === 404 || error.status === 410))
      return undefined
    throw error
  }
}
