import type { StateSnapshot } from '@langchain/langgraph'
import type { AgentCheckpoint } from '@pm-bot/domain'
import { readInterrupt } from './interrupt-formats.ts'

/** A thread's step as people see it. */
export function checkpointOf(snapshot: StateSnapshot): AgentCheckpoint {
  const { config, metadata, tasks, createdAt, values } = snapshot
  const { heardTo } = values as { heardTo?: unknown }
  return {
    checkpointId: String(config.configurable?.checkpoint_id),
    step: metadata?.step ?? 0,
    nodes: [...new Set(tasks.map(({ name }) => name))],
    waitsFor: [...new Set(tasks.flatMap(({ interrupts }) => interrupts).map(({ value }) => kindOf(value)))],
    at: new Date(createdAt ?? 0).toISOString(),
    heardTo: typeof heardTo === 'number' ? heardTo : 0,
    unfit: whyUnfit(snapshot),
  }
}

function whyUnfit({ tasks, values }: StateSnapshot): string | null {
  if (tasks.length === 0) return 'The agent had come to its end here.'
  // A changeset names its run's branch and has its run's decision: of another run it would be made anew.
  if (Object.values(values as object).some(holdsChangeset)) {
    return 'Its change was proposed already; begin from a step before that.'
  }
  return null
}

const holdsChangeset = (value: unknown): boolean =>
  isChangeset(value) || isChangeset((value as { changeset?: unknown } | null)?.changeset)

const isChangeset = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'changesetId' in value && 'bundle' in value

function kindOf(value: unknown): string {
  try {
    return readInterrupt(value).kind
  } catch {
    // Written by an older version, or by a graph that asks in words of its own.
    return 'question'
  }
}
