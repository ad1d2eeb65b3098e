import type { PullRequestState } from '../changeset/publish.ts'
import type { Run } from './run.ts'
import type { RunCommand } from './run-command.ts'
import type { RunEvent } from './run-event.ts'
import { branchOf } from './run-publish-rules.ts'

/** Events of what is new, and none the second time. */
export function seePullRequest(
  run: Run,
  { pullRequest: seen, remarks, askedAt }: Extract<RunCommand, { type: 'pull-request-seen' }>,
): RunEvent[] {
  const known = run.pullRequest
  if (!known || known.number !== seen.number) return []
  // Read before a write that has ended since: the next sync reads it again.
  if (run.publishedAt !== undefined && askedAt < run.publishedAt) return []
  const branch = branchOf(run)
  const events: RunEvent[] = []
  let state: PullRequestState = known
  for (const [what, change] of changesOf(known, seen)) {
    state = { ...state, ...change }
    events.push({ type: 'pull-request-changed', pullRequest: state, branch, what })
  }
  for (const remark of remarks) {
    if (!known.seen.includes(remark.id))
      events.push({ type: 'remark-received', number: known.number, remark })
  }
  return events
}

type Seen = Omit<PullRequestState, 'seen'>

function changesOf(known: Seen, seen: Seen): [what: string, change: Partial<Seen>][] {
  const name = `Pull request #${seen.number}`
  const changes: [string, Partial<Seen>][] = []
  if (known.headSha !== seen.headSha) {
    changes.push([`${name} is at ${seen.headSha.slice(0, 12)}`, { headSha: seen.headSha, url: seen.url }])
  }
  if (known.state !== seen.state) {
    const word = seen.state === 'open' ? 'open again' : seen.state
    changes.push([`${name} is ${word}`, { state: seen.state }])
  }
  if (known.draft !== seen.draft) {
    changes.push([`${name} is ${seen.draft ? 'a draft again' : 'ready for review'}`, { draft: seen.draft }])
  }
  if (!isSame(known.checks, seen.checks)) changes.push([describeChecks(seen.checks), { checks: seen.checks }])
  if (known.review !== seen.review) {
    const words = {
      none: 'no review',
      approved: 'approved',
      'changes-requested': 'changes requested',
      commented: 'commented',
    }
    changes.push([`Review of #${seen.number}: ${words[seen.review]}`, { review: seen.review }])
  }
  return changes
}

const isSame = (a: Seen['checks'], b: Seen['checks']): boolean =>
  a.total === b.total && a.failed === b.failed && a.pending === b.pending

function describeChecks({ total, failed, pending }: Seen['checks']): string {
  const count = `${total} ${total === 1 ? 'check' : 'checks'}`
  if (failed > 0) return `Checks: ${failed} of ${count} failed`
  if (pending > 0) return `Checks: ${pending} of ${count} not done`
  return `Checks: ${count} passed`
}
