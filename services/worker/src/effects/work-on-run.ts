import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelError } from '@pm-bot/agents'
import {
  type AgentOutcome,
  type AgentRequest,
  BaseGoneError,
  DomainError,
  NotARepositoryError,
  type RunAgentPayload,
  StepGoneError,
  UnbundleableChangeError,
} from '@pm-bot/domain'
import { removeTree } from '@pm-bot/files'
import { type Attempt, RetryLater } from '@pm-bot/runtime'
import { takeRunLeaseFor } from '@pm-bot/store'
import { openWorkbench } from '../workbench/open-workbench.ts'
import type { WorkerContext } from '../worker-context.ts'
import { noteCheckpoints } from './note-checkpoints.ts'

const FOR_GOOD = [UnbundleableChangeError, NotARepositoryError, BaseGoneError, StepGoneError]

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
  const { runId, threadId, graphId, goal, spec, fork } = payload
  const epoch = await context.store.database.transaction((tx) => takeRunLeaseFor(tx, runId, attempt))
  const ofRun = join(context.data.attempts, runId)
  const directory = join(ofRun, attempt.token)
  await removeAll(context, await entriesOf(ofRun))
  await mkdir(directory, { recursive: true, mode: 0o700 })

  const workbench = openWorkbench(context, attempt, payload, directory, signal)
  const request = { runId, threadId, epoch, graphId, goal, spec, workbench, signal }
  try {
    if (fork) await context.runner.fork(request, fork)
    const outcome = await work(request)
    return { ...outcome, artifacts: workbench.artifacts }
  } catch (error) {
    if (error instanceof ModelError && error.retryAfterMs !== null) {
      throw new RetryLater(error.message, error.retryAfterMs)
    }
    // Trying again would lead to the same end.
    if (!isForGood(error)) throw error
    return { status: 'failed' as const, reason: (error as Error).message, artifacts: workbench.artifacts }
  } finally {
    await noteCheckpoints(context, request)
    await removeAll(context, [directory])
  }
}

const isForGood = (error: unknown): boolean =>
  FOR_GOOD.some((kind) => error instanceof kind) ||
  (error instanceof DomainError && error.code === 'invalid_spec')

/** What attempts before this one left behind; whoever owned them has lost the effect. */
async function entriesOf(directory: string): Promise<string[]> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  return (await readdir(directory)).map((name) => join(directory, name))
}

/** A file that cannot be removed must not decide what became of the run. */
async function removeAll({ logger }: WorkerContext, directories: string[]): Promise<void> {
  for (const directory of directories) {
    await removeTree(directory).catch((error) => logger.warn({ err: error, directory }, 'left behind'))
  }
}
