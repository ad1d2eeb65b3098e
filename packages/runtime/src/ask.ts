import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import type { Address, Cast, Data } from './define-actor.ts'
import { foldTurns } from './fold.ts'
import type { Storage, StorageTx, StoredRequest } from './ports.ts'
import { takeTurnOf } from './turn.ts'

/** No answer in time. The message stands; asking again with the same id finds its reply. */
export class RetryLater extends Error {
  override name = 'RetryLater'
  readonly delayMs: number

  constructor(message: string, delayMs: number) {
    super(message)
    this.delayMs = delayMs
  }
}

/** This request id was used before, for something else. */
export class RequestMismatch extends Error {
  override name = 'RequestMismatch'
}

export interface AskOptions<Answer> {
  /** Makes asking idempotent: the same id and hash always get the first one's answer. */
  request?: { id: string; hash: string }
  /** Makes the caller's answer from the reply, inside the turn's own transaction where that is possible. */
  answer?: MakeAnswer<Answer>
  /** How long to wait for an actor with a full mailbox. */
  patienceMs?: number
}

/** `turn` is `open` when what throws here undoes the turn, and `committed` when it stands. */
export type MakeAnswer<Answer> = (reply: Data, tx: StorageTx, turn: 'open' | 'committed') => Promise<Answer>

/**
 * Sends a message and gets its reply. An idle actor answers in one transaction and without
 * a message row; behind other mail the message is posted, and ordinary turns are taken
 * until its reply exists.
 *
 * @throws RetryLater when that takes too long
 * @throws RequestMismatch
 */
export async function ask<Answer = Data>(
  storage: Storage,
  cast: Cast,
  to: Address,
  message: Data,
  options: AskOptions<Answer> = {},
): Promise<Answer> {
  const makeAnswer = options.answer ?? (async (reply: Data) => reply as Answer)
  const request = options.request ?? { id: v7(), hash: '' }
  const deadline = Date.now() + (options.patienceMs ?? 2000)

  const begin = async (tx: StorageTx): Promise<{ answer: Answer } | 'posted'> => {
    // Asked in one go, and answered in this order.
    const [stored, actor, waiting, now] = await Promise.all([
      options.request
        ? tx.claimRequest({ requestId: request.id, requestHash: request.hash, to })
        : ('claimed' as const),
      tx.lockActor(to),
      tx.oldestMessages(to, 1),
      tx.now(),
    ])
    if (stored !== 'claimed') throw new AskedBefore()
    const definition = cast.get(to.kind)
    if (!definition) throw new Error(`no actor of kind ${to.kind} is defined`)
    if (actor.codeVersion > definition.codeVersion) {
      throw new RetryLater(`${to.kind}/${to.key} was written by a newer version of this software`, 5000)
    }
    if (waiting.length > 0) {
      if (!options.request) await tx.claimRequest({ requestId: request.id, requestHash: request.hash, to })
      tx.tell(to, message, { messageId: request.id, replyTo: request.id })
      return 'posted'
    }

    const body = tx.asStored(message)
    const alone = {
      ...to,
      messageId: request.id,
      seq: 0,
      body,
      replyTo: request.id,
      attempts: 0,
      crashes: 0,
      acceptedAt: now,
    }
    const { record, failed } = foldTurns(definition, actor, [alone], now)
    if (failed) throw failed.error
    const reply = record.replies[0]?.reply
    await tx.saveTurns([{ ...record, handled: [], replies: [] }])
    const answer = await makeAnswer(reply, tx, 'open')
    if (options.request) await tx.saveReply(request.id, reply, answer)
    return { answer }
  }
  const lookAgain = () =>
    storage.transaction(async (tx) => {
      const found = await tx.lookUpRequest(request.id)
      return found ? await recall(tx, request, found, makeAnswer) : 'posted'
    })
  const beginOnce = () =>
    storage.transaction(begin).catch((error: unknown) => {
      if (error instanceof AskedBefore) return lookAgain()
      throw error
    })
  const goOn = async (): Promise<{ answer: Answer } | 'posted'> => {
    await takeTurnOf(storage, cast, to)
    return await lookAgain()
  }

  // Without an id of the caller's, a commit whose answer was lost would be asked twice.
  let asked = options.request
    ? await unlessTransient(storage, deadline, beginOnce)
    : await storage.transaction(begin)
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 50)) {
    if (asked !== 'posted') return asked.answer
    if (Date.now() >= deadline) break
    asked = await unlessTransient(storage, deadline, goOn)
    if (asked === 'posted') await sleep(pauseMs)
  }
  throw new RetryLater(`${to.kind}/${to.key} is busy; the request is kept and will be handled`, 1000)
}

/** Undoes the lock that went out together with the claim: it may have made an actor that nobody asked for. */
class AskedBefore extends Error {
  override name = 'AskedBefore'
}

/** Tries again what failed through nobody's fault, e.g. as the victim of a deadlock. */
async function unlessTransient<T>(storage: Storage, deadline: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!storage.isTransient(error) || Date.now() >= deadline) throw error
      await sleep(10 + Math.random() * 20)
    }
  }
}

async function recall<Answer>(
  tx: StorageTx,
  request: { id: string; hash: string },
  stored: StoredRequest,
  makeAnswer: MakeAnswer<Answer>,
): Promise<{ answer: Answer } | 'posted'> {
  if (stored.requestHash !== request.hash) {
    throw new RequestMismatch('this idempotency key was used before with another request')
  }
  if (stored.answer !== undefined) return { answer: stored.answer as Answer }
  if (stored.reply === undefined) return 'posted'
  const answer = await makeAnswer(stored.reply, tx, 'committed')
  await tx.saveAnswer(request.id, answer)
  return { answer }
}
