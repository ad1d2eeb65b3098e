import { type ActorReply, cast } from '@pm-bot/actors'
import { DomainError, newId } from '@pm-bot/domain'
import { type Address, ask, RequestMismatch, type StorageTx } from '@pm-bot/runtime'
import { type Reader, readerOf, storeTxOf, type Tx } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext } from './api-context.ts'
import { type Answer, identityOf, send } from './kept-answer.ts'
import { problemOf, STATUS } from './problem.ts'

export interface Command {
  to: Address
  message: { type: string; by: string }
  /** Status of the answer once it is done. */
  done: 200 | 201 | 204
  /** The answer's body, as the command's own transaction sees it. */
  view(read: Reader): Promise<unknown>
  /** What a refused caller should look at: the row as it stands, the decision that won. */
  whenRefused?(read: Reader): Promise<Record<string, unknown>>
  /** Whether it may be sent; not asked of what is on its way already. @throws before anything is written */
  allow?(read: Reader): Promise<void>
  /** A last look at neighbours inside the turn's transaction. @throws to undo everything */
  guard?(tx: Tx): Promise<void>
}

/**
 * The only way in for commands. `prepare` looks up what the command is about and throws
 * 404 and 422, before anything is written; a request that was answered before does not get there.
 */
export async function command(
  { store: { storage, database }, reads }: Pick<ApiContext, 'store' | 'reads'>,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<Command>,
): Promise<void> {
  const identity = identityOf(request)
  const stored = identity && (await reads.request(identity.id))
  if (stored && stored.requestHash !== identity.hash) {
    throw new RequestMismatch('this idempotency key was used before with another request')
  }
  if (stored?.answer !== undefined) return send(reply, stored.answer as Answer)

  const prepared = await prepare()
  if (!stored) await prepared.allow?.(database)
  // Whether a guard is in time is told by its request, so there is one.
  const asked = identity ?? (prepared.guard && { id: newId(), hash: '' })
  const answer = await ask<Answer>(storage, cast, stored?.to ?? prepared.to, prepared.message, {
    ...(asked ? { request: asked } : {}),
    async answer(reply, tx) {
      const turn = reply as ActorReply
      if (turn.status === 'accepted' && asked) await lookAgain(prepared, asked.id, tx)
      return await answerOf(prepared, turn, storeTxOf(tx))
    },
  })
  send(reply, answer)
}

/** Behind other mail the turn was a transaction of its own: what it did stands, and is answered as such. */
async function lookAgain({ guard }: Command, requestId: string, tx: StorageTx): Promise<void> {
  if (!guard || (await tx.lookUpRequest(requestId))?.reply !== undefined) return
  await guard(storeTxOf(tx))
}

async function answerOf(command: Command, turn: ActorReply, tx: Tx): Promise<Answer> {
  const read = readerOf(tx)
  if (turn.status === 'accepted') {
    const body = command.done === 204 ? '' : JSON.stringify(await command.view(read))
    return { statusCode: command.done, body }
  }
  const { code, message, detail } = turn
  // Only a refusal by a rule or a race is kept; what else a turn may find undoes it.
  if (STATUS[code] !== 409) throw new DomainError(code, message, detail)
  const particulars = { ...detail, ...(await command.whenRefused?.(read)) }
  return { statusCode: 409, body: JSON.stringify(problemOf(code, message, particulars)) }
}
