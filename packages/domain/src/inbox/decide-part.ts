import { checkComments } from '../changeset/line-comments.ts'
import { type PublishPlan, publishHash } from '../changeset/publish.ts'
import { grantGiven } from '../grant/grant-given.ts'
import { changeStatus, changesetBecomes, type RuleContext } from '../run/decide-run.ts'
import type { InterruptRef, PendingItem, Run } from '../run/run.ts'
import { answered, goOn } from '../run/run-answers.ts'
import type { RunWork } from '../run/run-effects.ts'
import { assertNotWriting, endByDecision } from '../run/run-ends.ts'
import type { RunEvent } from '../run/run-event.ts'
import { assertOperations } from '../run/run-publish-rules.ts'
import { isTerminalRunStatus } from '../run/run-status.ts'
import { checkArgs, checkExtension, checkOperations } from '../tool/check-edit.ts'
import { assertCallAllowed, callHash } from '../tool/judge-call.ts'
import { canonicalJson, type Json, sha256Hex } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import type { Decide } from './decide-item.ts'
import type { Decision } from './inbox.ts'
import type { PublishItemPayload, SpendPayload, ToolCallPayload } from './inbox-payload.ts'
import type { PartAnswer } from './interrupt.ts'

type Resolved = Extract<RunEvent, { type: 'item-resolved' }>

interface Deciding {
  command: Decide
  decision: Decision
  resolved: Resolved
}

/** A person answers a part of what an agent asked. @throws DomainError */
export function decidePart(
  run: Run,
  pending: PendingItem,
  deciding: Deciding,
  context: RuleContext,
): RunEvent[] {
  if (isTerminalRunStatus(run.status)) {
    const sentence = `this run is ${run.status}; its agent waits for no answer any more`
    throw new DomainError('transition_refused', sentence, { status: run.status })
  }
  const { command } = deciding
  const saysNothing = !command.reason?.trim() && command.payload === undefined
  if (command.action === 'respond' && saysNothing) {
    throw new DomainError('bad_request', '“reason” must hold the words that the agent is to read')
  }
  const interrupt = pending.interrupt!
  switch (pending.item.kind) {
    case 'tool_call':
      return decideCall(run, pending, interrupt, deciding, context)
    case 'question':
      if (command.action === 'reject') return endByDecision(run, pending, deciding)
      return goOn(run, [deciding.resolved, answered(interrupt, answerOf(deciding))], context, command.by)
    case 'spend':
      return decideSpend(run, pending, interrupt, deciding, context)
    case 'publish':
      return decideWrites(run, pending, interrupt, deciding, context)
    case 'changeset_apply':
      return decideChangeset(run, pending, interrupt, deciding, context)
    case 'run_start':
      throw new Error('a start is no interrupt')
  }
}

function decideCall(
  run: Run,
  { item }: PendingItem,
  interrupt: InterruptRef,
  deciding: Deciding,
  context: RuleContext,
): RunEvent[] {
  const { command, resolved } = deciding
  const { tool, args, callId } = item.payload as unknown as ToolCallPayload
  const isAllowed = command.action === 'approve' || command.action === 'edit'
  if (!isAllowed) {
    return goOn(run, [resolved, answered(interrupt, answerOf(deciding))], context, command.by)
  }
  const call = { tool, args: command.action === 'edit' ? checkArgs(tool, args, command.payload) : args }
  assertCallAllowed(run, call)
  const argsHash = callHash(call)
  // A foreign graph may not say which call it means: then the item stands for it.
  const remembered: RunEvent = { type: 'call-allowed', callId: callId ?? item.itemId, tool, argsHash }
  const given = grantGiven(run, call, command, context)
  const decidedHash = sha256Hex(canonicalJson(call.args))
  const decided: RunEvent = command.action === 'edit' ? { ...resolved, decidedHash } : resolved
  const answer = answered(interrupt, answerOf(deciding))
  return goOn(run, [decided, remembered, ...given, answer], context, command.by)
}

function decideSpend(
  run: Run,
  pending: PendingItem,
  interrupt: InterruptRef,
  deciding: Deciding,
  context: RuleContext,
): RunEvent[] {
  const { command, resolved } = deciding
  if (command.action === 'reject') {
    const reason = `The budget was not extended${command.reason ? `: ${command.reason}` : '.'}`
    return endByDecision(run, pending, deciding, { status: 'failed', reason })
  }
  const { shortfall, extendBy } = pending.item.payload as unknown as SpendPayload
  const amount = checkExtension(extendBy, command.payload)
  const { itemId, by } = command
  const answer = { ...answerOf(deciding), payload: { extendBy: amount } }
  const extended: RunEvent = { type: 'budget-extended', shortfall, amount, itemId, by }
  return goOn(run, [resolved, extended, answered(interrupt, answer)], context, by)
}

function decideWrites(
  run: Run,
  { item }: PendingItem,
  interrupt: InterruptRef,
  deciding: Deciding,
  context: RuleContext,
): RunEvent[] {
  const { command, decision, resolved } = deciding
  const { by } = command
  const answer = answerOf(deciding)
  if (command.action === 'reject') return goOn(run, [resolved, answered(interrupt, answer)], context, by)
  const { plan: original } = item.payload as unknown as PublishItemPayload
  const isEdit = command.action === 'edit'
  const plan: PublishPlan = isEdit ? { ...original, operations: checkOperations(command.payload) } : original
  assertOperations(run, plan.operations)
  const decided: RunEvent = isEdit ? { ...resolved, decidedHash: publishHash(plan) } : resolved
  return [
    decided,
    ...atWork(run, 'Writing what was approved.', by),
    {
      type: 'publish-requested',
      effectId: context.newId(),
      payload: { runId: run.runId, decisionId: decision.decisionId, plan },
      awaited: { interrupt, answer },
    },
  ]
}

function decideChangeset(
  run: Run,
  pending: PendingItem,
  interrupt: InterruptRef,
  deciding: Deciding,
  context: RuleContext,
): RunEvent[] {
  const { command, decision, resolved } = deciding
  const changeset = run.changesets[pending.changesetId ?? '']
  if (!changeset) throw new DomainError('action_not_allowed', 'nothing can be approved here')
  const { draft } = changeset
  if (command.action === 'reject') return endByDecision(run, pending, deciding)
  if (command.action === 'respond') {
    const comments = checkComments(
      command.payload,
      draft.files.map(({ path }) => path),
    )
    const superseded = changesetBecomes(draft.changesetId, 'superseded', 'Another change was asked for.')
    const answer = { ...answerOf(deciding), ...(comments.length > 0 ? { comments } : {}) }
    return goOn(run, [resolved, superseded, answered(interrupt, answer)], context, command.by)
  }
  // One at a time: each is written on the head that the one before left.
  if (run.work !== null) assertNotWriting(run)
  const { runId, repo } = run
  const { decisionId } = decision
  const work: RunWork = {
    verb: 'apply-changeset',
    payload: { runId, repo, decisionId, changeset: draft },
  }
  return [
    resolved,
    changesetBecomes(draft.changesetId, 'approved', null),
    ...atWork(run, 'Writing the approved change.', command.by),
    { type: 'work-requested', effectId: context.newId(), work },
  ]
}

/** Something else that was approved may be on its way already. */
const atWork = (run: Run, reason: string, by: string): RunEvent[] =>
  run.status === 'running' ? [] : [changeStatus(run, 'running', reason, by)]

function answerOf({ command: { action, reason, payload }, decision: { decisionId } }: Deciding): PartAnswer {
  return {
    action,
    decisionId,
    ...(action === 'edit' ? { payload: payload as Json } : {}),
    ...(reason ? { reason } : {}),
  }
}
