import { DomainError } from '../values/errors.ts'
import type { FailedWork, Run } from './run.ts'
import type { RunCommand } from './run-command.ts'
import type { RunEvent } from './run-event.ts'

type Retry = Extract<RunCommand, { type: 'retry-effect' }>
type Cancel = Extract<RunCommand, { type: 'cancel-effect' }>

/** What the operator wants of a job is for its run to allow: only it knows whether the job still counts. */
export function retryEffect(run: Run, { effectId, state, by }: Retry): RunEvent[] {
  const { work } = run
  switch (state) {
    case 'delayed':
      if (work?.effectId !== effectId) throw goneOn(run)
      return [{ type: 'work-hurried', effectId, verb: work.verb, by }]
    case 'failed':
    case 'in-doubt':
      return reopen(run, failedWork(run, effectId), by)
    case 'waiting':
      throw refused(run, 'this job waits for a worker already')
    case 'active':
      throw refused(run, 'this job is being done at this moment')
    case 'succeeded':
      throw refused(run, 'this job is done; retry the run to do all of it again')
    case 'cancelled':
      throw refused(run, 'this job was cancelled; retry the run to do all of it again')
  }
}

/** Without its work a run has nothing to go on with: it is cancelled by the same rule as ever. */
export function cancelOfEffect(
  run: Run,
  { effectId, by }: Cancel,
): Extract<RunCommand, { type: 'cancel-run' }> {
  if (run.work?.effectId !== effectId) throw goneOn(run)
  return { type: 'cancel-run', ifVersion: null, reason: `Its work was cancelled by ${by}.`, by }
}

function failedWork(run: Run, effectId: string): FailedWork {
  if (run.work?.effectId === effectId) {
    throw refused(
      run,
      'this work is under way again, or its outcome waits in the mailbox of the run; look there for a parked message',
    )
  }
  if (run.status !== 'failed' || run.failedWork?.effectId !== effectId) throw goneOn(run)
  return run.failedWork
}

function reopen(run: Run, { effectId, verb, from, changesetId }: FailedWork, by: string): RunEvent[] {
  const events: RunEvent[] = [{ type: 'work-reopened', effectId, verb, by }]
  // Its decision stands; whether it is still in time is asked again before a byte is written.
  if (changesetId !== null) {
    const reason = 'Its writing is tried again.'
    const status = 'approved'
    events.push({ type: 'changeset-status-changed', changesetId, status, commitSha: null, reason })
  }
  const reason = `Put back to work by ${by}.`
  return [...events, { type: 'status-changed', from: run.status, to: from, reason, by }]
}

const goneOn = (run: Run) => refused(run, `this run is ${run.status} and does not wait for this job any more`)

const refused = (run: Run, sentence: string) =>
  new DomainError('transition_refused', sentence, { status: run.status })
