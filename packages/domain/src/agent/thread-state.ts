import type { Json } from '../values/canonical-json.ts'
import type { ThreadStep } from './agent-checkpoint.ts'

/** What a thread held after a step and after the step before it, by channel; null where there was none before. */
export interface ThreadState {
  values: Json
  previous: Json
}

/** Looks into threads, whoever owns them. Writes and locks nothing. */
export interface ThreadStates {
  /** Undefined of a step that is not kept any more. @throws StepCorruptError */
  read(step: ThreadStep): Promise<ThreadState | undefined>
}

/** What is kept of a step is not what was written. */
export class StepCorruptError extends Error {
  override name = 'StepCorruptError'

  constructor({ threadId, checkpointId }: ThreadStep, cause: unknown) {
    super(`the step ${checkpointId} of the thread ${threadId} is damaged`, { cause })
  }
}
