import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AgentOutcome,
  type AgentRequest,
  type RunAgentPayload,
  UnbundleableChangeError,
} from '@pm-bot/domain'
import type { Attempt } from '@pm-bot/runtime'
import { takeRunLease } from '@pm-bot/store'
import { openWorkbench } from '../workbench.ts'
import type { WorkerContext } from '../worker-context.ts'

/**
 * One attempt at an agent's work: takes the run's lease, so that no earlier attempt can
 * write another checkpoint, and works in a directory that is gone afterwards.
 */
export async function workOnRun(
  context: WorkerContext,
  attempt: Attempt,
  signal: AbortSignal,
  work: (request: AgentRequest) => Promise<AgentOutcome>,
) {
  const payload = attempt.payload as RunAgentPayload
  const { runId, threadId, graphId, goal, spec } = payload
  const epoch = await context.store.database.transaction((tx) => takeRunLease(tx, runId))
  const ofRun = join(context.data.attempts, runId)
  // What an attempt left behind that was killed.
  await rm(ofRun, { recursive: true, force: true })
  const directory = join(ofRun, attempt.token)
  const workbench = openWorkbench(context, attempt, payload, directory, signal)
  try {
    const outcome = await work({ runId, threadId, epoch, graphId, goal, spec, workbench, signal })
    return { ...outcome, artifacts: workbench.artifacts }
  } catch (error) {
    // Trying again would lead to the same change.
    if (!(error instanceof UnbundleableChangeError)) throw error
    return { status: 'failed' as const, reason: error.message, artifacts: workbench.artifacts }
  } finally {
    await rm(ofRun, { recursive: true, force: true })
  }
}
