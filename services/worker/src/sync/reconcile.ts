import { IMPORT_DAYS } from '@pm-bot/domain'
import { listPresentNumbers, listPullsWithLineComments, markGone, mergeIssues } from '@pm-bot/store'
import { readConversation, recount } from './conversations.ts'
import type { SyncSession } from './sync-session.ts'
import { daysBefore, EPOCH } from './sync-times.ts'
import { walkChanges } from './walk-changes.ts'

const PHASE = 'reconciliation'

/**
 * Finds what was deleted or transferred, which no list of changes shows: all that the depth holds is listed, and what
 * is missing is asked for singly. Of what was said there, GitHub's numbers are compared with ours; comments on lines
 * are in no number, and are read of each open pull request that has any.
 */
export async function reconcile(session: SyncSession): Promise<void> {
  const { github, payload, database, startedAt } = session
  const { repoId, fullName, depth } = payload
  const days = depth === 'open' ? null : IMPORT_DAYS[depth]
  const since = days === null ? EPOCH : daysBefore(startedAt, days)
  const state = depth === 'open' ? 'open' : 'all'
  const seen = new Set<number>()
  await walkChanges(session, {
    list: PHASE,
    phase: PHASE,
    isNeverResumed: true,
    since,
    cursor: null,
    ask: (query) => github.issues(fullName, { state, ...query }),
    async write(tx, issues) {
      for (const { number } of issues) seen.add(number)
      return await mergeIssues(tx, repoId, issues)
    },
  })
  const present = await listPresentNumbers(database, repoId, { state, since })
  for (const number of present.filter((number) => !seen.has(number))) {
    const fate = await session.askPlainly(() => github.fateOf(fullName, number))
    // One that was open is closed now: the next refresh says so.
    if (fate === 'there') continue
    await session.save({ list: PHASE, phase: PHASE }, (tx) => markGone(tx, repoId, number, fate))
  }
  await recount(session, [...seen])
  for (const number of await listPullsWithLineComments(database, repoId))
    await readConversation(session, number, 'review_comment')
}
