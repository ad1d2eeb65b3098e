import {
  CheckpointsQuery,
  DomainError,
  ForkRunBody,
  type RunFork,
  type RunView,
  TAINTS,
} from '@pm-bot/domain'
import { type Database, listCheckpoints, listEffectsSince, lookUpCheckpoint } from '@pm-bot/store'
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

export function checkpointRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

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
