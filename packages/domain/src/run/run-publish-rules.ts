import {
  type OperationReport,
  type PublishOperation,
  type PublishPlan,
  type PublishResult,
  publishHash,
} from '../changeset/publish.ts'
import type { Decision, InboxItem } from '../inbox/inbox.ts'
import type { PublishItemPayload } from '../inbox/inbox-payload.ts'
import type { Json } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import type { RuleContext } from './decide-run.ts'
import type { Run } from './run.ts'
import { answered, goOn } from './run-answers.ts'
import type { RunCommand } from './run-command.ts'
import type { RunEvent } from './run-event.ts'
import { publishItem } from './run-items.ts'

/** Opens an item about writes to GitHub. The run itself stays as it is, ended or not. */
export function proposePublish(
  run: Run,
  { operations }: Extract<RunCommand, { type: 'propose-publish' }>,
  context: RuleContext,
): RunEvent[] {
  const { runId, repo } = run
  assertOperations(run, operations)
  const { repoId, fullName } = repo
  const plan: PublishPlan = { format: 'pm-bot-publish/1', runId, repoId, fullName, operations }
  const hash = publishHash(plan)
  if (run.pending.some(({ item }) => item.kind === 'publish' && item.subjectHash === hash)) {
    throw new DomainError('transition_refused', 'this waits for your decision already; see the inbox')
  }
  return [{ type: 'item-opened', pending: publishItem(run, plan, context) }]
}

/** @throws DomainError when one of them can never be done */
export function assertOperations(run: Run, operations: readonly PublishOperation[]): void {
  if (run.repo.source !== 'github') {
    throw new DomainError('action_not_allowed', 'this run is of a repository that is not on GitHub')
  }
  for (const operation of operations) assertPossible(run, operation)
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
  { decisionId, at }: Decision,
  context: RuleContext,
): RunEvent {
  const { plan } = item.payload as unknown as PublishItemPayload
  return {
    type: 'publish-requested',
    effectId: context.newId(),
    payload: { runId: run.runId, decisionId, decidedAt: at, plan },
  }
}

/** What was written to GitHub, or why not. An agent that asked for it goes on with that. */
export function finishPublish(
  run: Run,
  effectId: string,
  result: PublishResult | { status: 'failed'; reason: string },
  context: RuleContext,
): RunEvent[] {
  const reason = result.status === 'published' ? null : result.reason
  const ended: RunEvent = { type: 'publish-ended', effectId, outcome: result.status, reason, at: context.now }
  const operations = 'operations' in result ? (result.operations ?? []) : []
  const events: RunEvent[] =
    operations.length > 0 ? [{ type: 'operations-reported', operations }, ended] : [ended]
  if (isClosed(run, run.publishing?.[effectId], operations)) events.push(closedIn(run))
  const awaited = run.awaited?.[effectId]
  if (!awaited) return events
  const { interrupt, answer } = awaited
  const told = {
    ...answer,
    ...(reason === null ? {} : { reason }),
    operations: operations as unknown as Json,
  }
  return goOn(run, [...events, answered(interrupt, told)], context)
}

function isClosed(
  { pullRequest }: Run,
  plan: PublishPlan | undefined,
  reports: readonly OperationReport[],
): boolean {
  if (pullRequest?.state !== 'open') return false
  return (plan?.operations ?? []).some(
    (operation, at) =>
      operation.op === 'close' &&
      operation.number === pullRequest.number &&
      (reports[at]?.status ?? 'refused') !== 'refused',
  )
}

function closedIn(run: Run): RunEvent {
  const pullRequest = run.pullRequest!
  return {
    type: 'pull-request-changed',
    pullRequest: { ...pullRequest, state: 'closed' },
    branch: branchOf(run),
    what: `Pull request #${pullRequest.number} is closed`,
  }
}

/** Short name of the branch that a run's change is on. */
export const branchOf = ({ runId, follows }: Run): string => `pm-bot/${follows ?? runId}`
