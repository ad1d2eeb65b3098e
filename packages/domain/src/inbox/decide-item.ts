import { agentPayload, changeStatus, type RuleContext } from '../run/decide-run.ts'
import type { PendingItem, Run } from '../run/run.ts'
import type { RunCommand } from '../run/run-command.ts'
import type { RunWork } from '../run/run-effects.ts'
import { endByDecision } from '../run/run-ends.ts'
import type { RunEvent } from '../run/run-event.ts'
import { requestPublish } from '../run/run-publish-rules.ts'
import { DomainError } from '../values/errors.ts'
import { decidePart } from './decide-part.ts'
import { findPending } from './find-pending.ts'
import type { Decision, DecisionAction, InboxItem, InboxStatus } from './inbox.ts'

export type Decide = Extract<RunCommand, { type: 'decide' }>

/** What follows from a decision about an item. @throws DomainError when a rule or a race refuses it */
export function decideItem(run: Run, command: Decide, context: RuleContext): RunEvent[] {
  const pending = pendingItem(run, command)
  const { item } = pending
  assertTakes(item, command)
  const decision = decisionOf(command, context)
  const resolved: RunEvent = {
    type: 'item-resolved',
    itemId: item.itemId,
    status: STATUS_AFTER[command.action],
    decision,
  }
  if (pending.interrupt !== null) return decidePart(run, pending, { command, decision, resolved }, context)
  if (item.kind === 'publish') {
    return command.action === 'reject' ? [resolved] : [resolved, requestPublish(run, item, decision, context)]
  }
  if (command.action === 'reject') return endByDecision(run, pending, { command, resolved })
  return startRun(run, command, resolved, context)
}

/** What would be passed over must not be sent. */
function assertTakes({ kind }: InboxItem, { action, payload, scope }: Decide): void {
  if (scope && (kind !== 'tool_call' || (action !== 'approve' && action !== 'edit'))) {
    throw new DomainError('bad_request', '“scope” belongs to the approval of a call of a tool')
  }
  const takesPayload =
    action === 'edit' ||
    (kind === 'spend' && action === 'approve') ||
    (kind === 'changeset_apply' && action === 'respond')
  if (payload !== undefined && !takesPayload) {
    throw new DomainError(
      'bad_request',
      '“payload” belongs to an edit, to the extension of a budget, or to comments on the lines of a change',
    )
  }
}

function startRun(run: Run, { by }: Decide, resolved: RunEvent, context: RuleContext): RunEvent[] {
  if (run.repo.source === 'github') {
    const waits = `Waiting for a fresh clone of ${run.repo.fullName}.`
    return [resolved, changeStatus(run, 'approved', waits, by), { type: 'clone-requested' }]
  }
  const work: RunWork = { verb: 'run-agent', payload: agentPayload(run) }
  return [
    resolved,
    changeStatus(run, 'approved', 'Waiting for a worker.', by),
    { type: 'work-requested', effectId: context.newId(), work },
  ]
}

const decisionOf = (
  { action, by, reason, payload, scope }: Decide,
  { now, newId }: RuleContext,
): Decision => ({
  decisionId: newId(),
  action,
  by,
  at: now,
  reason,
  ...(payload === undefined ? {} : { payload }),
  ...(scope ? { scope } : {}),
})

const STATUS_AFTER: Record<DecisionAction, InboxStatus> = {
  approve: 'approved',
  edit: 'edited',
  reject: 'rejected',
  respond: 'answered',
  dismiss: 'dismissed',
  snooze: 'pending',
}

/** Finds the item that is decided upon. @throws DomainError where it does not take this */
function pendingItem(run: Run, command: Decide): PendingItem {
  const pending = findPending(run, command)
  const { allowed } = pending.item
  if (!allowed.includes(command.action)) {
    throw new DomainError(
      'action_not_allowed',
      `this item cannot be answered with “${command.action}”; it takes ${allowed.join(', ')}`,
      { allowed },
    )
  }
  return pending
}
