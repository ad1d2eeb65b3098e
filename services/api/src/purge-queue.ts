import type { PurgeBody, PurgeResult, QueueName } from '@pm-bot/domain'
import { deleteEndedJobs, type JobSelection, readerOf, recordAudit, selectJobs, type Tx } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ApiOptions, OPERATOR } from './api-context.ts'
import { jobBatch, MOST_IN_A_BATCH } from './job-batch.ts'
import { timeOf } from './time-of.ts'
import { write } from './write.ts'

const MOST_DELETED = 10_000

/** Jobs that ended are forgotten; those that have not begun are cancelled by their owners. */
export async function purgeQueue(
  options: ApiOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  queue: QueueName,
  { state, olderThan, preview = false }: PurgeBody,
): Promise<void> {
  const selection: JobSelection = { queue, state, before: timeOf(olderThan) }
  if (preview) {
    const { matching } = await selectJobs(options.store.database, selection, 1)
    const result: PurgeResult = { matching, purged: 0, refused: [], remaining: matching }
    reply.send(result)
  } else if (state === 'waiting' || state === 'delayed') {
    await jobBatch(options, request, reply, {
      action: 'cancel',
      state,
      select: (tx) => selectJobs(readerOf(tx), selection, MOST_IN_A_BATCH),
      audit: { type: 'queue-purged', payload: { ...selection, by: OPERATOR } },
      answer: ({ done, ...result }): PurgeResult => ({ ...result, purged: done }),
    })
  } else {
    await write(options, request, reply, (tx) => forget(tx, options, selection))
  }
}

async function forget(tx: Tx, { redactor }: ApiOptions, selection: JobSelection): Promise<PurgeResult> {
  const { matching, jobs } = await selectJobs(readerOf(tx), selection, MOST_DELETED)
  const purged = await deleteEndedJobs(
    tx,
    selection,
    jobs.map(({ jobId }) => jobId),
  )
  const payload = { ...selection, matching, purged, by: OPERATOR }
  await recordAudit(tx, [{ type: 'queue-purged', workspaceId: null, runId: null, payload }], redactor)
  return { matching, purged, refused: [], remaining: matching - jobs.length }
}
