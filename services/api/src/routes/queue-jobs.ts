import { Id, JobsQuery, PurgeBody, RedriveBody } from '@pm-bot/domain'
import { listJobs } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'
import { command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { findJob, findQueueName, jobCommand } from '../job-commands.ts'
import { purgeQueue } from '../purge-queue.ts'
import { redriveQueue } from '../redrive-queue.ts'
import { QueueParams } from './queues.ts'

const tags = ['queues']
const JobParams = Type.Object({ ...QueueParams.properties, jobId: Id })

export function queueJobRoutes(api: Api, context: ApiContext): void {
  const { store, redactor } = context
  const { database } = store

  api.get(
    '/api/queues/:queue/jobs',
    {
      schema: {
        tags,
        operationId: 'listJobs',
        summary: 'List the jobs of a queue, newest first',
        params: QueueParams,
        querystring: JobsQuery,
        response: { 200: pageOf('JobView'), ...problems(404) },
      },
    },
    ({ params, query }) => listJobs(database, redactor, { ...query, queue: findQueueName(params.queue) }),
  )

  api.get(
    '/api/queues/:queue/jobs/:jobId',
    {
      schema: {
        tags,
        operationId: 'getJob',
        summary: 'Read a job',
        params: JobParams,
        response: { 200: view('JobView'), ...problems(404) },
      },
    },
    ({ params }) => findJob(database, context, findQueueName(params.queue), params.jobId),
  )

  for (const action of ['retry', 'cancel'] as const) {
    api.post(
      `/api/queues/:queue/jobs/:jobId/${action}`,
      {
        schema: {
          tags,
          operationId: `${action}Job`,
          summary:
            action === 'retry'
              ? 'Do a job now that waits for its next attempt, or again one that failed or is in doubt; its run, or its repository, goes on'
              : 'Cancel a job, and with it the run that it is for; a repository syncs again by itself',
          params: JobParams,
          headers: KeyHeaders,
          body: Type.Object({}, { additionalProperties: false }),
          response: { 200: view('JobView'), ...refusals(404) },
        },
      },
      (request, reply) =>
        command(context, request, reply, async () => {
          const { queue, jobId } = request.params
          return await jobCommand(context, action, findQueueName(queue), jobId)
        }),
    )
  }

  api.post(
    '/api/queues/:queue/redrive',
    {
      schema: {
        tags,
        operationId: 'redriveQueue',
        summary:
          'Retry the jobs that failed, oldest first and at most a thousand; each owner has the last word',
        params: QueueParams,
        headers: KeyHeaders,
        body: RedriveBody,
        response: { 200: view('RedriveResult'), ...refusals(404) },
      },
    },
    (request, reply) =>
      redriveQueue(context, request, reply, findQueueName(request.params.queue), request.body),
  )

  api.post(
    '/api/queues/:queue/purge',
    {
      schema: {
        tags,
        operationId: 'purgeQueue',
        summary:
          'Forget jobs that ended, so that they cannot be retried any more, or cancel those that have not begun; `preview` only counts',
        params: QueueParams,
        headers: KeyHeaders,
        body: PurgeBody,
        response: { 200: view('PurgeResult'), ...refusals(404) },
      },
    },
    (request, reply) =>
      purgeQueue(context, request, reply, findQueueName(request.params.queue), request.body),
  )
}
