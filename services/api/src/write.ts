import { DomainError } from '@pm-bot/domain'
import { RequestMismatch } from '@pm-bot/runtime'
import { recordAudit, storeTxOf, type Tx } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ApiOptions, OPERATOR } from './api-context.ts'
import { type Answer, identityOf, send } from './kept-answer.ts'
import { problemOf, STATUS } from './problem.ts'

const INSTANCE = { kind: 'instance', key: '' }

/**
 * The way in for what no actor decides, with a command's promise: one transaction that holds
 * the work, its audit event and the answer kept under the idempotency key. `work` returns the
 * answer's body. What it wrote before a refusal is undone; the refusal itself is kept.
 */
export async function write(
  { store, redactor }: Pick<ApiOptions, 'store' | 'redactor'>,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  const identity = identityOf(request)
  const once = (makeAnswer: (tx: Tx) => Promise<Answer>): Promise<Answer> =>
    store.storage.transaction(async (tx) => {
      if (!identity) return await makeAnswer(storeTxOf(tx))
      const { id: requestId, hash: requestHash } = identity
      const stored = await tx.claimRequest({ requestId, requestHash, to: INSTANCE })
      if (stored !== 'claimed') {
        if (stored.requestHash === requestHash) return stored.answer as Answer
        throw new RequestMismatch('this idempotency key was used before with another request')
      }
      const answer = await makeAnswer(storeTxOf(tx))
      await tx.saveAnswer(requestId, answer)
      return answer
    })

  try {
    const done = await once(async (tx) => ({ statusCode: 200, body: JSON.stringify(await work(tx)) }))
    send(reply, done)
  } catch (error) {
    if (!(error instanceof DomainError) || STATUS[error.code] !== 409) throw error
    const { code, message, detail } = error
    const refused = await once(async (tx) => {
      const payload = { command: commandOf(request), code, message, by: OPERATOR }
      await recordAudit(tx, [{ type: 'command-refused', workspaceId: null, runId: null, payload }], redactor)
      return { statusCode: 409, body: JSON.stringify(problemOf(code, message, detail)) }
    })
    send(reply, refused)
  }
}

const commandOf = ({ method, url }: FastifyRequest): string => `${method} ${url.split('?')[0]}`
