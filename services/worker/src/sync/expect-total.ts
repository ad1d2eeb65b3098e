import { type GitHubRepo, IMPORT_DAYS } from '@pm-bot/domain'
import { lookUpEstimate } from '@pm-bot/store'
import { estimateDepths, REQUESTS_OF_COUNT } from './estimate-depths.ts'
import type { SyncSession } from './sync-session.ts'
import { daysBefore } from './sync-times.ts'

/** Says how much an import will read: from the estimate that the operator saw, or by counting. */
export async function expectTotal(session: SyncSession, { openIssues }: GitHubRepo): Promise<void> {
  const { payload, github, database, startedAt } = session
  if (payload.mode !== 'import' || session.hasTotal()) return
  const estimate = await lookUpEstimate(database, payload.fullName)
  const seen = estimate?.depths.find(({ depth }) => depth === payload.depth)
  if (seen) return session.expect(seen.objects + seen.comments)
  if (payload.depth === 'open') return session.expect(openIssues)

  const days = IMPORT_DAYS[payload.depth]
  const since = days === null ? null : daysBefore(startedAt, days)
  const counts = await session.askPlainly(() => github.count(payload.fullName, since), REQUESTS_OF_COUNT)
  const all = estimateDepths(counts, counts).find(({ depth }) => depth === 'all')
  session.expect(all ? all.objects + all.comments : null)
}
