import type { CloneAnswer } from '../repo/clone-messages.ts'
import { agentPayload, changeStatus, type RuleContext } from './decide-run.ts'
import type { Run } from './run.ts'
import type { RunEvent } from './run-event.ts'

/** The agent can start. A run that was ended meanwhile waits for nothing. */
export function arriveClone(
  run: Run,
  { headSha }: Extract<CloneAnswer, { type: 'clone-ready' }>,
  context: RuleContext,
): RunEvent[] {
  if (!isWaiting(run)) return []
  return [
    { type: 'clone-arrived', headSha },
    {
      type: 'work-requested',
      effectId: context.newId(),
      work: { verb: 'run-agent', payload: agentPayload(run) },
    },
  ]
}

export function failClone(
  run: Run,
  { message, hint }: Extract<CloneAnswer, { type: 'clone-failed' }>,
): RunEvent[] {
  if (!isWaiting(run)) return []
  const reason = `${run.repo.fullName} could not be cloned: ${[message, hint].filter(Boolean).join(' ')}`
  return [changeStatus(run, 'failed', reason)]
}

const isWaiting = (run: Run): boolean => run.status === 'approved' && run.awaitsClone === true
