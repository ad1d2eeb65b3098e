import { instant } from '@pm-bot/domain'
import { mergeIssues } from '@pm-bot/store'
import type { SyncSession } from './sync-session.ts'
import { EPOCH, readFrom } from './sync-times.ts'
import { walkChanges } from './walk-changes.ts'

/** Issues, and pull requests as far as they are issues. */
export async function readIssues(session: SyncSession): Promise<void> {
  const { payload } = session
  if (payload.mode === 'import' && payload.depth === 'open') {
    await walkIssues(session, { list: 'open-issues', state: 'open', since: EPOCH, cursor: null })
  }
  await walkIssues(session, {
    list: 'issues',
    state: 'all',
    since: readFrom(session, 'issues'),
    cursor: 'issues',
  })
}

const walkIssues = (
  session: SyncSession,
  {
    list,
    state,
    since,
    cursor,
  }: { list: string; state: 'open' | 'all'; since: string; cursor: 'issues' | null },
) =>
  walkChanges(session, {
    list,
    phase: 'issues',
    since,
    cursor,
    ask: (query, known) => session.github.issues(session.payload.fullName, { state, ...query }, known),
    async write(tx, issues) {
      const merged = await mergeIssues(tx, session.payload.repoId, issues)
      const touched = merged.news.map(({ number }) => number)
      // What is older than all that is asked for, and not known, lay outside of what was imported.
      const returned = merged.news
        .filter(({ isNew, kind, createdAt }) => isNew && kind === 'pr' && createdAt < instant(since))
        .map(({ number }) => number)
      return { ...merged, touched, returned }
    },
  })
