import {
  CheckpointId,
  CheckpointsQuery,
  cutThreadState,
  DomainError,
  ForkRunBody,
  type RunFork,
  type RunView,
  StepCorruptError,
  TAINTS,
  type ThreadStates,
  type ThreadStep,
} from '@pm-bot/domain'
import { type Database, listCheckpoints, listEffectsSince, lookUpCheckpoint } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'
import { command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { pageOfFew } from '../page-of-few.ts'
import { proposeRun } from '../propose-run.ts'
import { findRun, RunParams } from './runs.ts'

const tags = ['runs']

/** @throws DomainError when there is no such step, or nothing can begin from it */
async function forkOf(
  database: Pick<Database, 'read'>,
  { id: runId, threadId, goal }: RunView,
  checkpointId: string,
): Promise<RunFork> {
  const checkpoint = await lookUpCheckpoint(database, runId, checkpointId)
  if (!checkpoint) {
    const message = 'is no step of this run that is kept'
    throw new DomainError('invalid_spec', `“checkpointId” ${message}`, {
      errors: [{ in: 'body', path: 'checkpointId', message }],
    })
  }
  if (checkpoint.unfit !== null) throw new DomainError('action_not_allowed', checkpoint.unfit)
  const { step, heardTo, at } = checkpoint
  const effectsSince = await listEffectsSince(database, runId, at)
  return {
    runId,
    threadId: threadId ?? runId,
    checkpointId,
    step,
    goal,
    heardTo,
    taint: [...TAINTS],
    effectsSince,
  }
}

/** @throws DomainError */
async function stateAt(threadStates: ThreadStates, step: ThreadStep) {
  try {
    const state = await threadStates.read(step)
    if (state) return state
  } catch (error) {
    if (!(error instanceof StepCorruptError)) throw error
    throw new DomainError('action_not_allowed', 'what is kept of this step is damaged, so it is not shown')
  }
  throw new DomainError('not_found', 'the state of this step is not kept any more')
}

const StepParams = Type.Object({ ...RunParams.properties, checkpointId: CheckpointId })

export function checkpointRoutes(api: Api, context: ApiContext): void {
  const { store, threadStates, redactor } = context
  const { database } = store

  api.get(
    '/api/runs/:runId/checkpoints',
    {
      schema: {
        tags,
        operationId: 'listRunCheckpoints',
        summary: "List the steps of a run's agent that are kept, in order; noted whenever it comes to rest",
        params: RunParams,
        querystring: CheckpointsQuery,
        response: { 200: pageOf('RunCheckpointView'), ...problems(404) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findRun(database, params.runId)
      return pageOfFew(await listCheckpoints(database, id), query)
    },
  )

  api.get(
    '/api/runs/:runId/checkpoints/:checkpointId/state',
    {
      schema: {
        tags,
        operationId: 'getRunCheckpointState',
        summary:
          'Read what a run’s agent held after a step and after the one before, as plain JSON, masked and cut',
        params: StepParams,
        response: { 200: view('CheckpointStateView'), ...problems(404, 409) },
      },
    },
    async ({ params: { runId, checkpointId } }) => {
      const { id, threadId } = await findRun(database, runId)
      if (!(await lookUpCheckpoint(database, id, checkpointId))) {
        throw new DomainError('not_found', 'this run has no such step')
      }
      // Masked before it is cut: half a secret is not known for one.
      return cutThreadState(
        redactor.json(await stateAt(threadStates, { threadId: threadId ?? id, checkpointId })),
      )
    },
  )

  api.post(
    '/api/runs/:runId/fork',
    {
      schema: {
        tags,
        operationId: 'forkRun',
        summary: 'Propose a run that begins from a step of this one',
        params: RunParams,
        headers: KeyHeaders,
        body: ForkRunBody,
        response: { 201: view('RunView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const run = await findRun(database, request.params.runId)
        const { checkpointId, goal = run.goal, budget = run.budget } = request.body
        const fork = await forkOf(database, run, checkpointId)
        const proposal = await proposeRun(context, { ...run, goal, budget }, { follows: run.follows })
        return { ...proposal, message: { ...proposal.message, forkOf: fork } }
      }),
  )
}
