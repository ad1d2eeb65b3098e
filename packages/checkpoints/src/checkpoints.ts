import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'

/** One attempt of one run: the only writer of the run's threads, as long as its epoch is the newest. */
export interface Attempt {
  runId: string
  epoch: number
}

/** Where the threads of agents are kept. */
export interface Checkpoints {
  /** Creates what is missing in the storage. Several processes may do it at once. */
  prepare(): Promise<void>
  /** A saver whose every write is refused with LeaseLostError once a newer attempt owns the run. */
  forAttempt(attempt: Attempt): BaseCheckpointSaver
  /** Removes a thread. For a run that has ended: there is no attempt left that could be asked for its lease. */
  forget(threadId: string): Promise<void>
}

/** A newer attempt owns the run: this one writes nothing more and reports nothing. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError'
  readonly runId: string
  readonly epoch: number

  constructor({ runId, epoch }: Attempt) {
    super(`attempt ${epoch} of run ${runId} no longer owns it`)
    this.runId = runId
    this.epoch = epoch
  }
}
