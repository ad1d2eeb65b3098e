import { type ActorReply, cast } from '@pm-bot/actors'
import { DomainError } from '@pm-bot/domain'
import { type Address, ask, RequestMismatch } from '@pm-bot/runtime'
import { type Reader, readerOf, storeTxOf, type Tx } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext } from './api-context.ts'
import { type Answer, identityOf, send } from './kept-answer.ts'
import { problemOf, STATUS } from './problem.ts'

export interface Command {
  to: Address
  message: { type: string; by: string }
  /** Status of the answer once it is done. */
  done: 200 | 201 | 202 | 204
  /** The answer's body, as the command's own transaction sees it. */
  view(read: Reader): Promise<unknown>
  /** What a refused caller should look at: the row as it stands, the decision that won. */
  whenRefused?(read: Reader): Promise<Record<string, unknown>>
  /** Whether it may be sent; not asked of what is on its way already. @throws before anything is written */
  allow?(): Promise<void>
  /**
   * A last look at neighbours inside the turn's transaction. Behind other mail the turn was a transaction
   * of its own: what it did stands, and is answered as such. @throws to undo everything
   */
  guard?(tx: Tx): Promise<void>
}

/**
 * The only way in for commands. `prepare` looks up what the command is about and throws
 * 404 and 422, before anything is written; a request that was answered before does not get there.
 */
export async function command(
  context: Pick<ApiContext, 'store' | 'reads'>,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<Command>,
): Promise<void> {
  send(reply, await carryOut(context, identityOf(request), prepare))
}

/** The same for one of several commands of a request. @throws what `prepare` throws, and RequestMismatch */
export async function carryOut(
  { store: { storage }, reads }: Pick<ApiContext, 'store' | 'reads'>,
  identity: { id: string; hash: string } | undefined,
  prepare: () => Promise<Command>,
): Promise<Answer> {
  const stored = identity && (await reads.request(identity.id))
  if (stored && stored.requestHash !== identity.hash) {
    throw new RequestMismatch('this idempotency key was used before with another request')
  }
  if (stored?.answer !== undefined) return stored.answer as Answer

  const prepared = await prepare()
  if (!stored) await prepared.allow?.()
  return await ask<Answer>(storage, cast, stored?.to ?? prepared.to, prepared.message, {
    ...(identity ? { request: identity } : {}),
    async answer(reply, tx, turn) {
      const isGuarded = turn === 'open' && (reply as ActorReply).status === 'accepted'
      // Asked together, so that both cost one round trip.
      const [answer] = await Promise.all([
        answerOf(prepared, reply as ActorReply, storeTxOf(tx)),
        isGuarded ? prepared.guard?.(storeTxOf(tx)) : undefined,
      ])
      return answer
    },
  })
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
