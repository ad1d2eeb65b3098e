import {
  CancelRunBody,
  DomainError,
  Id,
  ProposeRunBody,
  RunsQuery,
  type RunView,
  SteerRunBody,
} from '@pm-bot/domain'
import { type Database, listRuns, lookUpRun } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { command } from '../command.ts'
import { CommandHeaders, ifVersion, KeyHeaders } from '../command-headers.ts'
import { proposeRun } from '../propose-run.ts'

const tags = ['runs']
export const RunParams = Type.Object({ runId: Id })

/** @throws DomainError */
export async function findRun(database: Pick<Database, 'read'>, id: string): Promise<RunView> {
  return thatRun(await lookUpRun(database, id))
}

function thatRun(run: RunView | undefined): RunView {
  if (!run) throw new DomainError('not_found', 'there is no such run')
  return run
}

export function runRoutes(api: Api, context: ApiContext): void {
  const { reads } = context
  const { database } = context.store

  api.get(
    '/api/runs',
    {
      schema: {
        tags,
        operationId: 'listRuns',
        summary: 'List runs, newest first',
        querystring: RunsQuery,
        response: { 200: pageOf('RunView'), ...problems() },
      },
    },
    ({ query }) => listRuns(database, query),
  )

  api.post(
    '/api/runs',
    {
      schema: {
        tags,
        operationId: 'proposeRun',
        summary: 'Propose a run; it starts when it is approved',
        headers: KeyHeaders,
        body: ProposeRunBody,
        response: { 201: view('RunView'), ...refusals(404) },
      },
    },
    (request, reply) => command(context, request, reply, () => proposeRun(context, request.body)),
  )

  api.get(
    '/api/runs/:runId',
    {
      schema: {
        tags,
        operationId: 'getRun',
        summary: 'Read a run',
        params: RunParams,
        response: { 200: view('RunView'), ...problems(404) },
      },
    },
    async ({ params }) => thatRun(await reads.run(params.runId)),
  )

  api.post(
    '/api/runs/:runId/cancel',
    {
      schema: {
        tags,
        operationId: 'cancelRun',
        summary: 'Cancel a run; what is under way is stopped',
        params: RunParams,
        headers: CommandHeaders,
        body: CancelRunBody,
        response: { 200: view('RunView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findRun(database, request.params.runId)
        return {
          to: { kind: 'run', key: id },
          message: {
            type: 'cancel-run',
            ifVersion: ifVersion(request),
            reason: request.body.reason || null,
            by: OPERATOR,
          },
          done: 200,
          view: (read) => findRun(read, id),
          whenRefused: async (read) => ({ current: await findRun(read, id) }),
        }
      }),
  )

  api.post(
    '/api/runs/:runId/retry',
    {
      schema: {
        tags,
        operationId: 'retryRun',
        summary: 'Propose the same again, as a new run',
        params: RunParams,
        headers: KeyHeaders,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 201: view('RunView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const run = await findRun(database, request.params.runId)
        return await proposeRun(context, run, { retryOf: run.id, follows: run.follows })
      }),
  )

  api.post(
    '/api/runs/:runId/steer',
    {
      schema: {
        tags,
        operationId: 'steerRun',
        summary: 'Say something to the agent, which reads it before its next step',
        params: RunParams,
        headers: KeyHeaders,
        body: SteerRunBody,
        response: { 202: view('RunView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findRun(database, request.params.runId)
        return {
          to: { kind: 'run', key: id },
          message: { type: 'steer-run', text: request.body.text.trim(), by: OPERATOR },
          done: 202,
          view: (read) => findRun(read, id),
          whenRefused: async (read) => ({ current: await findRun(read, id) }),
        }
      }),
  )
}
