import { assertVersion } from './assert-version.ts'
import { DomainError } from './errors.ts'
import type { Decision, DecisionAction, InboxStatus } from './inbox.ts'
import type { PendingItem, Run, RunCommand, RunEvent, RunWork } from './run.ts'
import { arriveClone, failClone } from './run-clone-rules.ts'
import { runStartItem } from './run-items.ts'
import { cancelOfEffect, retryEffect } from './run-jobs.ts'
import { proposePublish, requestPublish } from './run-publish-rules.ts'
import { seePullRequest } from './run-pull-request-rules.ts'
import { isTerminalRunStatus, RUN_TRANSITIONS, type RunStatus } from './run-status.ts'
import { steerRun } from './run-steering.ts'

/** What a rule may take from outside: the turn's number, the database's time, fresh ids. */
export interface RuleContext {
  version: number
  now: string
  newId(): string
}

/**
 * What happens when this command meets this run.
 * @throws DomainError when a rule or a race refuses it; the refusal is recorded by the caller
 */
export function decideRun(run: Run, command: RunCommand, context: RuleContext): RunEvent[] {
  if (run.runId === '' && command.type !== 'propose-run') {
    throw new DomainError('not_found', 'there is no such run')
  }
  switch (command.type) {
    case 'propose-run': {
      if (run.runId !== '') throw new DomainError('transition_refused', 'this run was proposed before')
      const { type: _, ...facts } = command
      const item = runStartItem(command, context)
      return [
        { type: 'run-proposed', ...facts },
        { type: 'item-opened', pending: item },
      ]
    }
    case 'decide':
      return decideItem(run, command, context)
    case 'cancel-run':
      return cancelRun(run, command)
    case 'retry-effect':
      return retryEffect(run, command)
    case 'cancel-effect':
      return cancelRun(run, cancelOfEffect(run, command))
    case 'propose-publish':
      return proposePublish(run, command, context)
    case 'pull-request-seen':
      return seePullRequest(run, command)
    case 'clone-ready':
      return arriveClone(run, command, context)
    case 'clone-failed':
      return failClone(run, command)
    case 'steer-run':
      return steerRun(run, command, context)
    case 'may-go-on':
      return startAgent(run, command)
  }
}

/** A change of status, checked against the transition table. */
export function changeStatus(
  run: Run,
  to: RunStatus,
  reason: string | null,
  by: string | null = null,
): RunEvent {
  // What has ended goes on by nothing but retry-effect.
  if (isTerminalRunStatus(run.status) || !RUN_TRANSITIONS[run.status].includes(to)) {
    throw new DomainError('transition_refused', `a run that is ${run.status} cannot become ${to}`, {
      status: run.status,
    })
  }
  return { type: 'status-changed', from: run.status, to, reason, by }
}

function decideItem(
  run: Run,
  command: Extract<RunCommand, { type: 'decide' }>,
  context: RuleContext,
): RunEvent[] {
  const pending = pendingItem(run, command)
  const { item, changesetId } = pending
  const decision: Decision = {
    decisionId: context.newId(),
    action: command.action,
    by: command.by,
    at: context.now,
    reason: command.reason,
  }
  const resolved: RunEvent = {
    type: 'item-resolved',
    itemId: item.itemId,
    status: STATUS_AFTER[command.action],
    decision,
  }

  if (item.kind === 'publish') {
    if (command.action === 'reject') return [resolved]
    return [resolved, requestPublish(run, item, decision, context)]
  }
  if (command.action === 'reject') {
    // The run ends here, and with it everything else that it waits for.
    const others = run.pending.filter((each) => each !== pending)
    const events: RunEvent[] = [resolved, ...others.map(({ item: other }) => withdrawn(other.itemId))]
    for (const { draft, status } of Object.values(run.changesets)) {
      if (status === 'proposed') events.push(changesetBecomes(draft.changesetId, 'rejected', command.reason))
    }
    return [
      ...events,
      changeStatus(run, 'rejected', command.reason ?? `Rejected by ${command.by}.`, command.by),
    ]
  }
  if (item.kind === 'run_start') {
    if (run.repo.source === 'github') {
      const waits = `Waiting for a fresh clone of ${run.repo.fullName}.`
      return [resolved, changeStatus(run, 'approved', waits, command.by), { type: 'clone-requested' }]
    }
    const work: RunWork = { verb: 'run-agent', payload: agentPayload(run) }
    return [
      resolved,
      changeStatus(run, 'approved', 'Waiting for a worker.', command.by),
      { type: 'work-requested', effectId: context.newId(), work },
    ]
  }
  const changeset = changesetId === null ? undefined : run.changesets[changesetId]
  if (!changeset) throw new DomainError('action_not_allowed', `nothing can be approved here`)
  const work: RunWork = {
    verb: 'apply-changeset',
    payload: {
      runId: run.runId,
      repo: run.repo,
      decisionId: decision.decisionId,
      changeset: changeset.draft,
    },
  }
  return [
    resolved,
    changesetBecomes(changeset.draft.changesetId, 'approved', null),
    changeStatus(run, 'running', 'Writing the approved change.', command.by),
    { type: 'work-requested', effectId: context.newId(), work },
  ]
}

const STATUS_AFTER: Record<DecisionAction, InboxStatus> = {
  approve: 'approved',
  edit: 'edited',
  reject: 'rejected',
  respond: 'answered',
  dismiss: 'dismissed',
  snooze: 'pending',
}

/** Finds the item that is decided upon, exactly as the operator saw it. */
function pendingItem(run: Run, command: Extract<RunCommand, { type: 'decide' }>): PendingItem {
  const pending = run.pending.find(({ item }) => item.itemId === command.itemId)
  if (!pending) {
    const resolved = run.resolved[command.itemId]
    const winner = resolved?.decision
    throw new DomainError(
      'already_decided',
      winner
        ? `this was decided already: ${winner.action} by ${winner.by} at ${winner.at}`
        : `this no longer waits for a decision: it is ${resolved?.status ?? 'gone'}`,
      { decision: winner ?? null, status: resolved?.status ?? null },
    )
  }
  const { item, version } = pending
  if (command.version !== version) {
    throw new DomainError('version_conflict', `this item is at version ${version}; look at it again`, {
      version,
    })
  }
  if (command.subjectHash !== item.subjectHash) {
    throw new DomainError('subject_changed', 'what was approved is not what waits here; look at it again', {
      subjectHash: item.subjectHash,
    })
  }
  if (!item.allowed.includes(command.action)) {
    throw new DomainError(
      'action_not_allowed',
      `this item cannot be answered with “${command.action}”; it takes ${item.allowed.join(', ')}`,
      { allowed: item.allowed },
    )
  }
  return pending
}

/** Nobody is asked any more. */
const withdrawn = (itemId: string): RunEvent => ({
  type: 'item-resolved',
  itemId,
  status: 'superseded',
  decision: null,
})

function cancelRun(run: Run, command: Extract<RunCommand, { type: 'cancel-run' }>): RunEvent[] {
  assertVersion('run', run.version, command.ifVersion)
  if (isTerminalRunStatus(run.status)) {
    throw new DomainError('transition_refused', `this run is ${run.status}; there is nothing to cancel`, {
      status: run.status,
    })
  }
  if (run.work?.verb === 'apply-changeset') {
    throw new DomainError(
      'transition_refused',
      'the approved change is being written at this moment; wait until that is done',
      { status: run.status },
    )
  }
  const events = run.pending.map(({ item }) => withdrawn(item.itemId))
  for (const { draft, status } of Object.values(run.changesets)) {
    if (status === 'proposed')
      events.push(changesetBecomes(draft.changesetId, 'rejected', 'The run was cancelled.'))
  }
  if (run.work) events.push({ type: 'work-cancelled', effectId: run.work.effectId })
  return [
    ...events,
    changeStatus(run, 'cancelled', command.reason ?? `Cancelled by ${command.by}.`, command.by),
  ]
}

function startAgent(run: Run, command: Extract<RunCommand, { type: 'may-go-on' }>): RunEvent[] {
  if (run.work?.effectId !== command.effectId) {
    throw new DomainError('transition_refused', `this run is ${run.status} and does not go on`, {
      status: run.status,
    })
  }
  if (run.work.verb !== 'run-agent' || command.baseSha === null) return []
  if (run.work.started === command.attempt) return []
  const started: RunEvent = { type: 'agent-started', attempt: command.attempt, baseSha: command.baseSha }
  return run.status === 'approved'
    ? [changeStatus(run, 'running', 'The agent is at work.'), started]
    : [started]
}

export function agentPayload(run: Run) {
  const { runId, repo, goal, graphId, spec, follows } = run
  return { runId, threadId: runId, repo, goal, graphId, spec, ...(follows ? { follows } : {}) }
}

export function changesetBecomes(
  changesetId: string,
  status: 'approved' | 'applied' | 'rejected' | 'failed' | 'superseded',
  reason: string | null,
  commitSha: string | null = null,
): RunEvent {
  return { type: 'changeset-status-changed', changesetId, status, commitSha, reason }
}
