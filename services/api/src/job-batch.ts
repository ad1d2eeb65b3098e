import { type ActorReply, cast } from '@pm-bot/actors'
import {
  DomainError,
  type ErrorCode,
  type JobState,
  newId,
  type RedriveResult,
  sha256Hex,
} from '@pm-bot/domain'
import { ask, RequestMismatch, RetryLater } from '@pm-bot/runtime'
import { recordAudit, type SelectedJobs, storeTxOf, type Tx } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiOptions } from './api-context.ts'
import { assertOwner, type JobAction, messageOf } from './job-commands.ts'
import { type Answer, identityOf, send } from './kept-answer.ts'

export const MOST_IN_A_BATCH = 1000
/** An actor with other mail before it does it in its own time. */
const PATIENCE_MS = 100

export interface JobBatch {
  action: JobAction
  /** The state that the jobs were selected by. */
  state: JobState
  /** Which jobs, chosen in the transaction that claims the request. */
  select(tx: Tx): Promise<SelectedJobs>
  /** What the audit trail keeps of it. */
  audit: { type: string; payload: Record<string, unknown> }
  answer(result: BatchResult): unknown
}

export interface BatchResult {
  matching: number
  done: number
  refused: RedriveResult['refused']
  remaining: number
}

/**
 * Asks the owners of many jobs, one by one. Which jobs they are is kept with the request, and each
 * question has an id of its own, so that a repetition takes up where a broken one was left.
 */
export async function jobBatch(
  { store, redactor }: ApiOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  batch: JobBatch,
): Promise<void> {
  const { id: requestId, hash: requestHash } = identityOf(request) ?? { id: newId(), hash: '' }
  const begun = await store.storage.transaction(async (tx): Promise<SelectedJobs | Answer> => {
    const stored = await tx.claimRequest({ requestId, requestHash, to: { kind: 'instance', key: '' } })
    if (stored === 'claimed') {
      const selected = await batch.select(storeTxOf(tx))
      await tx.saveReply(requestId, selected)
      return selected
    }
    if (stored.requestHash !== requestHash) {
      throw new RequestMismatch('this idempotency key was used before with another request')
    }
    return (stored.answer ?? stored.reply) as SelectedJobs | Answer
  })
  if ('statusCode' in begun) return send(reply, begun)

  const result = await askOwners(store.storage, requestId, batch, begun)
  const answer = await store.storage.transaction(async (tx): Promise<Answer> => {
    const own = { statusCode: 200, body: JSON.stringify(batch.answer(result)) }
    if (!(await tx.saveAnswer(requestId, own))) {
      return (await tx.lookUpRequest(requestId))!.answer as Answer
    }
    const payload = { ...batch.audit.payload, ...result }
    const entry = { type: batch.audit.type, workspaceId: null, runId: null, payload }
    await recordAudit(storeTxOf(tx), [entry], redactor)
    return own
  })
  send(reply, answer)
}

async function askOwners(
  storage: ApiOptions['store']['storage'],
  requestId: string,
  { action, state }: JobBatch,
  { matching, jobs }: SelectedJobs,
): Promise<BatchResult> {
  const refused = new Map<ErrorCode, { code: string; count: number; detail: string }>()
  let done = 0
  for (const { jobId, kind, key } of jobs) {
    const refusal = await refusalOf(async () => {
      assertOwner(kind)
      return await ask<ActorReply>(storage, cast, { kind, key }, messageOf(action, { id: jobId, state }), {
        request: { id: sha256Hex(`${requestId} ${jobId}`), hash: '' },
        patienceMs: PATIENCE_MS,
      })
    })
    if (!refusal) done += 1
    else {
      const count = (refused.get(refusal.code)?.count ?? 0) + 1
      refused.set(refusal.code, { code: refusal.code, count, detail: refusal.message })
    }
  }
  return { matching, done, refused: [...refused.values()], remaining: matching - jobs.length }
}

async function refusalOf(
  question: () => Promise<ActorReply>,
): Promise<{ code: ErrorCode; message: string } | undefined> {
  try {
    const reply = await question()
    return reply.status === 'refused' ? reply : undefined
  } catch (error) {
    if (error instanceof DomainError) return error
    if (error instanceof RetryLater) return { code: 'unavailable', message: error.message }
    throw error
  }
}
