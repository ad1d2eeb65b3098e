import { DomainError, DrainBody, PageQuery, type WorkerView } from '@pm-bot/domain'
import { listWorkers, lookUpWorker, type Reader, readerOf, recordAudit, requestDrain } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiOptions, OPERATOR } from '../api-context.ts'
import { KeyHeaders } from '../command-headers.ts'
import { pageOfFew } from '../page-of-few.ts'
import { write } from '../write.ts'
import { AnyText } from './actors.ts'

const tags = ['workers']

/** @throws DomainError */
async function findWorker(reader: Reader, workerId: string): Promise<WorkerView> {
  const worker = await lookUpWorker(reader, workerId)
  if (!worker) throw new DomainError('not_found', 'there is no such worker')
  return worker
}

export function workerRoutes(api: Api, options: ApiOptions): void {
  const { database } = options.store

  api.get(
    '/api/workers',
    {
      schema: {
        tags,
        operationId: 'listWorkers',
        summary: 'List the workers, with what each does at this moment',
        querystring: PageQuery,
        response: { 200: pageOf('WorkerView'), ...problems() },
      },
    },
    async ({ query }) => pageOfFew(await listWorkers(database), query),
  )

  api.post(
    '/api/workers/:workerId/drain',
    {
      schema: {
        tags,
        operationId: 'drainWorker',
        summary: 'Let a worker end what it does and take no further jobs; turns go on',
        params: Type.Object({ workerId: AnyText }),
        headers: KeyHeaders,
        body: DrainBody,
        response: { 200: view('WorkerView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      write(options, request, reply, async (tx) => {
        const { workerId } = request.params
        const { drain } = request.body
        await findWorker(readerOf(tx), workerId)
        if (await requestDrain(tx, workerId, drain)) {
          const type = drain ? 'worker-drain-requested' : 'worker-drain-ended'
          const payload = { workerId, by: OPERATOR }
          await recordAudit(tx, [{ type, workspaceId: null, runId: null, payload }], options.redactor)
        }
        return await findWorker(readerOf(tx), workerId)
      }),
  )
}
