import type { StateSnapshot } from '@langchain/langgraph'
import type { AgentInterrupt, ArtifactRef, CommandReport } from '@pm-bot/domain'
import type { AgentEnd } from './agent-graph.ts'
import { readInterrupt } from './interrupt-formats.ts'

/** Where a thread stands, according to its newest checkpoint. */
export type AgentPosition =
  | { at: 'start' }
  /** Tasks are pending that no person has to answer: an attempt died here. */
  | { at: 'step' }
  /** `values`: what was asked with, by interrupt, in the graph's own words. */
  | { at: 'interrupt'; interrupts: AgentInterrupt[]; values: ReadonlyMap<string, unknown> }
  | { at: 'end'; end: AgentEnd }

export function positionOf(
  snapshot: StateSnapshot,
  endOf: (values: Record<string, unknown>) => AgentEnd | null | undefined = ({ end }) =>
    end as AgentEnd | null,
): AgentPosition {
  const checkpointId = snapshot.config.configurable?.checkpoint_id
  if (typeof checkpointId !== 'string') return { at: 'start' }

  // Not `next`: it leaves out a task whose result is saved while its step is not yet.
  if (snapshot.tasks.length === 0) {
    const end = endOf(snapshot.values)
    if (!end) throw new Error('an agent came to its end without saying how')
    return { at: 'end', end }
  }
  // An answered task keeps its interrupt until its step is saved; its result tells.
  const asked = snapshot.tasks.filter((task) => task.result === undefined).flatMap((task) => task.interrupts)
  if (asked.length === 0) return { at: 'step' }
  return {
    at: 'interrupt',
    interrupts: asked.map(({ id, value }) => ({
      interruptId: id!,
      checkpointId,
      request: readInterrupt(value),
    })),
    values: new Map(asked.map(({ id, value }) => [id!, value])),
  }
}

/** Everything that the thread's checkpoints know to be kept. */
export function keptIn({ values }: StateSnapshot): readonly ArtifactRef[] {
  const { report, kept = [] } = values as { report?: CommandReport; kept?: readonly ArtifactRef[] }
  return report === undefined ? kept : [report.log, ...kept]
}
