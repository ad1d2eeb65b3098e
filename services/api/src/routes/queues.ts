import { HistoryQuery, PageQuery, type QueueName } from '@pm-bot/domain'
import {
  listQueueSamples,
  listQueues,
  lookUpQueue,
  pauseQueue,
  readerOf,
  recordAudit,
  resumeQueue,
  type Tx,
} from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiOptions, OPERATOR } from '../api-context.ts'
import { KeyHeaders } from '../command-headers.ts'
import { findQueueName } from '../job-commands.ts'
import { pageOfFew } from '../page-of-few.ts'
import { write } from '../write.ts'

const tags = ['queues']
export const QueueParams = Type.Object({ queue: Type.String({ maxLength: 50 }) })

export function queueRoutes(api: Api, options: ApiOptions): void {
  const { database } = options.store

  api.get(
    '/api/queues',
    {
      schema: {
        tags,
        operationId: 'listQueues',
        summary: 'List the work queues, with how much waits and how fast it goes',
        querystring: PageQuery,
        response: { 200: pageOf('QueueView'), ...problems() },
      },
    },
    async ({ query }) => pageOfFew(await listQueues(database), query),
  )

  api.get(
    '/api/queues/:queue/history',
    {
      schema: {
        tags,
        operationId: 'getQueueHistory',
        summary: 'Read how long a queue was, sampled every ten seconds and kept for a day',
        params: QueueParams,
        querystring: HistoryQuery,
        response: { 200: view('QueueHistory'), ...problems(404) },
      },
    },
    async ({ params, query }) => ({
      items: await listQueueSamples(database, findQueueName(params.queue), query.minutes),
    }),
  )

  for (const action of ['pause', 'resume'] as const) {
    api.post(
      `/api/queues/:queue/${action}`,
      {
        schema: {
          tags,
          operationId: `${action}Queue`,
          summary:
            action === 'pause'
              ? 'Let workers begin no further job of this queue; what is under way goes on'
              : 'Let workers take jobs of this queue again',
          params: QueueParams,
          headers: KeyHeaders,
          body: Type.Object({}, { additionalProperties: false }),
          response: { 200: view('QueueView'), ...refusals(404) },
        },
      },
      (request, reply) => {
        const queue = findQueueName(request.params.queue)
        return write(options, request, reply, (tx) => pauseOrResume(tx, options, action, queue))
      },
    )
  }
}

/** Pausing twice is a double click: it is paused, and the trail tells of it once. */
async function pauseOrResume(tx: Tx, { redactor }: ApiOptions, action: 'pause' | 'resume', queue: QueueName) {
  const changed = action === 'pause' ? await pauseQueue(tx, queue, OPERATOR) : await resumeQueue(tx, queue)
  const entry = { workspaceId: null, runId: null, payload: { queue, by: OPERATOR } }
  if (changed) await recordAudit(tx, [{ type: `queue-${action}d`, ...entry }], redactor)
  return await lookUpQueue(readerOf(tx), queue)
}
