import { listPresentNumbers, markGone, mergeIssues } from '@pm-bot/store'
import type { SyncSession } from './sync-session.ts'
import { EPOCH } from './sync-times.ts'
import { walkChanges } from './walk-changes.ts'

/**
 * Finds what was deleted or transferred, which no list of changes shows: everything is listed, and what is missing is
 * asked for singly. Where only open ones were imported, only those are listed.
 */
export async function reconcile(session: SyncSession): Promise<void> {
  const { github, payload, database } = session
  const { repoId, fullName, depth } = payload
  const which = depth === 'all' ? 'all' : 'open'
  const phase = 'reconciliation'
  const seen = new Set<number>()
  await walkChanges(session, {
    list: phase,
    phase,
    isNeverResumed: true,
    since: EPOCH,
    cursor: null,
    ask: (query) => github.issues(fullName, { state: which, ...query }),
    write(tx, issues) {
      for (const { number } of issues) seen.add(number)
      return mergeIssues(tx, repoId, issues)
    },
  })
  const present = await listPresentNumbers(database, repoId, which)
  for (const number of present.filter((number) => !seen.has(number))) {
    const fate = await session.askPlainly(() => github.fateOf(fullName, number))
    // One that was open is closed now: the next refresh says so.
    if (fate === 'there') continue
    const step = { list: phase, phase }
    await session.save(step, (tx) => markGone(tx, repoId, number, fate))
  }
}
