import type { QueueName, RedriveBody, RedriveResult } from '@pm-bot/domain'
import { readerOf, selectJobs } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ApiOptions, OPERATOR } from './api-context.ts'
import { jobBatch, MOST_IN_A_BATCH } from './job-batch.ts'
import { timeOf } from './time-of.ts'

/** What is in doubt is left out: each of those is for a person to look at. */
export async function redriveQueue(
  options: ApiOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  queue: QueueName,
  { verb, failedAfter }: RedriveBody,
): Promise<void> {
  const selection = { queue, state: 'failed' as const, verb, after: timeOf(failedAfter) }
  await jobBatch(options, request, reply, {
    action: 'retry',
    state: 'failed',
    select: (tx) => selectJobs(readerOf(tx), selection, MOST_IN_A_BATCH),
    audit: { type: 'queue-redriven', payload: { ...selection, by: OPERATOR } },
    answer: ({ done, refused, remaining }): RedriveResult => ({ retried: done, refused, remaining }),
  })
}
