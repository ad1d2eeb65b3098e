import { graphDescriptors } from '../agent/graphs.ts'
import type { RuleContext } from './decide-run.ts'
import type { Run } from './run.ts'
import type { RunProposal } from './run-command.ts'
import type { RunEvent } from './run-event.ts'

/** What a run takes over from the step of another that it begins from. */
export function forkedState({ forkOf }: RunProposal): Pick<Run, 'fork' | 'taint' | 'saidBefore'> {
  if (!forkOf) return {}
  const { threadId, checkpointId, heardTo, taint } = forkOf
  return { fork: { threadId, checkpointId }, taint, saidBefore: heardTo }
}

/** Its thread holds the words of the former goal: an agent that listens hears the new one first. */
export function sayNewGoal({ forkOf, goal, graphId, by }: RunProposal, { now }: RuleContext): RunEvent[] {
  if (!forkOf || forkOf.goal === goal) return []
  const listens = graphDescriptors.some((graph) => graph.graphId === graphId && graph.tools !== null)
  if (!listens) return []
  return [{ type: 'steered', seq: forkOf.heardTo + 1, text: `The goal is now: ${goal}`, by, at: now }]
}
