import { assertVersion } from '../actor/assert-version.ts'
import { decideItem } from '../inbox/decide-item.ts'
import { snoozeItem, wakeItem } from '../inbox/snooze-item.ts'
import { beginCall, taintRun } from '../tool/judge-call.ts'
import { DomainError } from '../values/errors.ts'
import type { Run } from './run.ts'
import { arriveClone, failClone } from './run-clone-rules.ts'
import type { RunCommand } from './run-command.ts'
import { assertNotWriting, rejectedChanges, withdrawn } from './run-ends.ts'
import type { RunEvent } from './run-event.ts'
import { sayNewGoal } from './run-fork-rules.ts'
import { runStartItem } from './run-items.ts'
import { cancelOfEffect, retryEffect } from './run-jobs.ts'
import { hearOfPlace } from './run-places.ts'
import { proposePublish } from './run-publish-rules.ts'
import { seePullRequest } from './run-pull-request-rules.ts'
import { releaseStart } from './run-release-rules.ts'
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
        ...sayNewGoal(command, context),
      ]
    }
    case 'decide':
      return decideItem(run, command, context)
    case 'snooze-item':
      return snoozeItem(run, command, context)
    case 'wake-item':
      return wakeItem(run, command)
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
    case 'place-given':
    case 'place-awaited':
    case 'place-refused':
      return hearOfPlace(run, command)
    case 'steer-run':
      return steerRun(run, command, context)
    case 'may-go-on':
      return startAgent(run, command)
    case 'judge-call':
      return beginCall(run, command)
    case 'taint-run':
      return taintRun(run, command)
    case 'release-item':
      return releaseItem(run, command, context)
    case 'release-start':
      return releaseStart(run, command, context)
    case 'agent-stopped':
      return run.stopping === command.effectId ? [{ type: 'agent-stopped', effectId: command.effectId }] : []
  }
}

/** As if a person had approved it; one that is decided already, or that policy denies, is left alone. */
function releaseItem(
  run: Run,
  { itemId, grantId }: Extract<RunCommand, { type: 'release-item' }>,
  context: RuleContext,
): RunEvent[] {
  const pending = run.pending.find(({ item }) => item.itemId === itemId)
  if (pending?.item.kind !== 'tool_call' || !pending.item.allowed.includes('approve')) return []
  if (isTerminalRunStatus(run.status)) return []
  const { version, item } = pending
  const { subjectHash } = item
  const by = `grant:${grantId}`
  const decision = {
    type: 'decide',
    itemId,
    action: 'approve',
    version,
    subjectHash,
    reason: null,
    by,
  } as const
  return decideItem(run, decision, context)
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

function cancelRun(run: Run, command: Extract<RunCommand, { type: 'cancel-run' }>): RunEvent[] {
  assertVersion('run', run.version, command.ifVersion)
  if (isTerminalRunStatus(run.status)) {
    throw new DomainError('transition_refused', `this run is ${run.status}; there is nothing to cancel`, {
      status: run.status,
    })
  }
  assertNotWriting(run)
  const events = [...run.pending.map(withdrawn), ...rejectedChanges(run, 'The run was cancelled.')]
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
  const { runId, repo, goal, graphId, spec, follows, fork } = run
  return {
    runId,
    threadId: runId,
    repo,
    goal,
    graphId,
    spec,
    ...(follows ? { follows } : {}),
    ...(fork ? { fork } : {}),
  }
}

export function changesetBecomes(
  changesetId: string,
  status: 'approved' | 'applied' | 'rejected' | 'failed' | 'superseded',
  reason: string | null,
  commitSha: string | null = null,
): RunEvent {
  return { type: 'changeset-status-changed', changesetId, status, commitSha, reason }
}
