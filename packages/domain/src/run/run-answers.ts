import type { InterruptAnswer, PartAnswer } from '../inbox/interrupt.ts'
import { agentPayload, changeStatus, type RuleContext } from './decide-run.ts'
import { evolveRun } from './evolve-run.ts'
import type { InterruptRef, Run } from './run.ts'
import type { RunEvent } from './run-event.ts'
import { isTerminalRunStatus } from './run-status.ts'

export const answered = (interrupt: InterruptRef, answer: PartAnswer): RunEvent => ({
  type: 'interrupt-answered',
  ...interrupt,
  answer,
})

/**
 * These events, and the agent's going on once nothing that it asked waits or is being written any more: then it gets all
 * answers at once, in one effect.
 */
export function goOn(
  run: Run,
  events: RunEvent[],
  context: RuleContext,
  by: string | null = null,
): RunEvent[] {
  const after = events.reduce(evolveRun, run)
  if (isTerminalRunStatus(after.status) || isWriting(after)) return events
  if (after.pending.some(({ interrupt }) => interrupt !== null)) {
    return after.status === 'running'
      ? [...events, changeStatus(after, 'blocked', 'Waiting for your decision.')]
      : events
  }
  const answers = answersOf(after)
  if (answers.length === 0) return events
  const goes: RunEvent[] =
    after.status === 'running' ? [] : [changeStatus(after, 'running', 'The agent goes on.', by)]
  const work = { verb: 'resume-agent' as const, payload: { ...agentPayload(after), answers } }
  return [...events, ...goes, { type: 'work-requested', effectId: context.newId(), work }]
}

/** Something approved is on its way into the world. */
export const isWriting = ({ work, awaited = {} }: Run): boolean =>
  work !== null || Object.keys(awaited).length > 0

/** An interrupt without some of its answers is left out: its agent asks again. */
const answersOf = ({ interrupts = [] }: Run): InterruptAnswer[] =>
  interrupts.flatMap(({ parts, ...interrupt }) => {
    const whole = parts.filter((part) => part !== null)
    return whole.length === parts.length ? [{ ...interrupt, parts: whole }] : []
  })
