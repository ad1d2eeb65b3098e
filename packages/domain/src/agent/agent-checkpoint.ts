import type { Taint } from '../tool/tool-policy.ts'

/** One saved step of a thread, from which another run can begin. */
export interface AgentCheckpoint {
  checkpointId: string
  /** Counts up within the thread; -1 is its very beginning. */
  step: number
  /** What comes next from here; empty at the end. */
  nodes: readonly string[]
  /** Kinds of the interrupts that it waits behind. */
  waitsFor: readonly string[]
  at: string
  /** The newest words of the operator that the thread has heard. */
  heardTo: number
  /** Why no other run can begin from here, in a sentence; null when one can. */
  unfit: string | null
}

/** Where a run begins instead of at the start: a step of another run's thread. */
export interface ThreadStep {
  threadId: string
  checkpointId: string
}

/** A run that begins from a step of another; frozen with its proposal. */
export interface RunFork extends ThreadStep {
  runId: string
  step: number
  /** Of the other run. */
  goal: string
  /** The operator's words are numbered on from here. */
  heardTo: number
  /** What the other run had read cannot be told for each step: this one counts as having read all of it. */
  taint: readonly Taint[]
  /** What the other run did outside of its clone since then, oldest first: none of it is undone. */
  effectsSince: readonly { at: string; what: string }[]
}

/** The step that a thread was to begin from is not kept any more. */
export class StepGoneError extends Error {
  override name = 'StepGoneError'

  constructor({ threadId, checkpointId }: ThreadStep) {
    super(
      `The step ${checkpointId} of the run ${threadId} is not kept any more; propose the run from the start.`,
    )
  }
}
