import type { AgentRequest } from '@pm-bot/domain'
import { saveCheckpoints } from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'

/**
 * Notes which steps the thread has, for people who look at it. Steps do not change, so nothing is fenced; what a dead
 * attempt could not note, the next one does. It must not decide what became of the run.
 */
export async function noteCheckpoints(context: WorkerContext, request: AgentRequest): Promise<void> {
  const { runner, store, logger } = context
  try {
    const checkpoints = await runner.history(request)
    if (checkpoints.length === 0) return
    await store.database.transaction((tx) => saveCheckpoints(tx, request.runId, checkpoints))
  } catch (error) {
    logger.warn({ err: error, runId: request.runId }, 'the steps of a run were not noted')
  }
}
