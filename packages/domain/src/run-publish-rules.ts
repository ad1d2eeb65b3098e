import type { RuleContext } from './decide-run.ts'
import { DomainError } from './errors.ts'
import type { Decision, InboxItem } from './inbox.ts'
import type { PublishItemPayload } from './inbox-payload.ts'
import { type PublishOperation, type PublishPlan, type PublishResult, publishHash } from './publish.ts'
import type { Run, RunCommand, RunEvent } from './run.ts'
import { publishItem } from './run-items.ts'

/** Opens an item about writes to GitHub. The run itself stays as it is, ended or not. */
export function proposePublish(
  run: Run,
  { operations }: Extract<RunCommand, { type: 'propose-publish' }>,
  context: RuleContext,
): RunEvent[] {
  const { runId, repo } = run
  if (repo.source !== 'github') {
    throw new DomainError('action_not_allowed', 'this run is of a repository that is not on GitHub')
  }
  for (const operation of operations) assertPossible(run, operation)
  const { repoId, fullName } = repo
  const plan: PublishPlan = { format: 'pm-bot-publish/1', runId, repoId, fullName, operations }
  const hash = publishHash(plan)
  if (run.pending.some(({ item }) => item.kind === 'publish' && item.subjectHash === hash)) {
    throw new DomainError('transition_refused', 'this waits for your decision already; see the inbox')
  }
  return [{ type: 'item-opened', pending: publishItem(run, plan, context) }]
}

function assertPossible({ pullRequest }: Run, operation: PublishOperation): void {
  if (operation.op === 'close' && pullRequest?.number === operation.number && pullRequest.state !== 'open') {
    throw new DomainError('transition_refused', `pull request #${operation.number} is ${pullRequest.state}`)
  }
  if (operation.op === 'delete-branch' && !operation.branch.startsWith('pm-bot/')) {
    throw new DomainError('action_not_allowed', 'only a branch that pm-bot made can be deleted')
  }
}

export function requestPublish(
  run: Run,
  item: InboxItem,
  { decisionId }: Decision,
  context: RuleContext,
): RunEvent {
  const { plan } = item.payload as unknown as PublishItemPayload
  return {
    type: 'publish-requested',
    effectId: context.newId(),
    payload: { runId: run.runId, decisionId, plan },
  }
}

/** What was written to GitHub, or why not. */
export function finishPublish(run: Run, effectId: string, result: PublishResult, at: string): RunEvent[] {
  const reason = result.status === 'published' ? null : result.reason
  const ended: RunEvent = { type: 'publish-ended', effectId, outcome: result.status, reason, at }
  if (result.status === 'not-allowed') return [ended]
  const events: RunEvent[] = [{ type: 'operations-reported', operations: result.operations }, ended]
  const plan = run.publishing?.[effectId]
  const { pullRequest } = run
  const isClosed = plan?.operations.some(
    (operation, index) =>
      operation.op === 'close' &&
      operation.number === pullRequest?.number &&
      (result.operations[index]?.status ?? 'refused') !== 'refused',
  )
  if (isClosed && pullRequest?.state === 'open') {
    events.push({
      type: 'pull-request-changed',
      pullRequest: { ...pullRequest, state: 'closed' },
      branch: branchOf(run),
      what: `Pull request #${pullRequest.number} is closed`,
    })
  }
  return events
}

/** Short name of the branch that a run's change is on. */
export const branchOf = ({ runId, follows }: Run): string => `pm-bot/${follows ?? runId}`
