import type { Storage, StorageTx, TurnRecord } from '@pm-bot/runtime'
import { v7 } from 'uuid'
import type { Database, Tx } from './database.ts'
import * as effects from './effects.ts'
import { decodeJson, encodeJson } from './json.ts'
import * as mail from './mailbox.ts'
import type { Projectors } from './projector.ts'
import * as requests from './requests.ts'
import * as timers from './timers.ts'

export interface StorageOptions {
  database: Database
  /** Turn events into rows, by kind of actor. */
  projectors: Projectors
  sendJobs: effects.SendJobs
}

/** The runtime's storage, made of this package's functions. */
export function openStorage({ database, projectors, sendJobs }: StorageOptions): Storage {
  return {
    transaction: (work) => database.transaction((tx) => work(storageTx(tx, projectors, sendJobs))),
    isTransient: database.isTransient,
    wakeups: {
      on: (hint, listener) =>
        database.listen(
          (sent) => sent.hint === hint && listener(sent.id),
          () => listener(''),
        ),
    },
  }
}

/** The store's own transaction behind the runtime's, for those who answer a request inside it. */
export const storeTxOf = (tx: StorageTx): Tx => (tx as StorageTx & { storeTx: Tx }).storeTx

function storageTx(tx: Tx, projectors: Projectors, sendJobs: effects.SendJobs): StorageTx & { storeTx: Tx } {
  return {
    storeTx: tx,
    now: tx.now,
    tell: (to, body, options = {}) =>
      void tx.outbox.push({
        to,
        body,
        messageId: options.messageId ?? v7(),
        replyTo: options.replyTo ?? null,
      }),
    asStored: (message) => decodeJson(encodeJson(message)),
    claimTurns: (options) => mail.claimTurns(tx, options),
    lockActor: async (address) =>
      mail.lockedActor((await mail.mailboxOf(tx).lock(tx, address, { wait: true }))!),
    async tryLockActor(address) {
      const row = await mail.mailboxOf(tx).lock(tx, address, { wait: false })
      return row && mail.lockedActor(row)
    },
    oldestMessages: async (actor, limit) =>
      (await mail.mailboxOf(tx).oldest(tx, actor, limit)).map(mail.storedMessage),
    saveTurns: (records) => saveTurns(tx, records, projectors, sendJobs),
    recordFailure: (message, error, park) => mail.recordFailure(tx, message, error, park),
    expectCrash: (message, careMs) => mail.expectCrash(tx, message, careMs),
    park: (message, reason, error) => mail.parkMessage(tx, message, reason, error),
    endCare: (actor) => mail.endCare(tx, actor),
    heldTypes: () => mail.heldTypes(tx),
    claimRequest: (claim) => requests.claimRequest(tx, claim),
    lookUpRequest: (requestId) => requests.lookUpRequest(tx, requestId),
    saveReply: (requestId, reply, answer) => requests.saveReply(tx, requestId, reply, answer),
    saveAnswer: (requestId, answer) => requests.saveAnswer(tx, requestId, answer),
    beginAttempt: (job, workerId) => effects.beginAttempt(tx, job, workerId),
    finishAttempt: (attempt, outcome) => effects.finishAttempt(tx, attempt, outcome),
    releaseAttempt: (attempt, options) => effects.releaseAttempt(tx, attempt, options, sendJobs),
    outliveAttempt: ({ effectId }) => effects.outliveAttempt(tx, effectId),
    lostAttempts: (attempts) => effects.lostAttempts(tx, attempts),
    attemptsOf: (workerId) => effects.attemptsOf(tx, workerId),
    abandonAttempt: async (token) => {
      for (const effectId of await effects.abandonAttempts(tx, [token], sendJobs)) {
        await effects.outliveAttempt(tx, effectId)
      }
    },
    takeDueTimers: (limit) => timers.takeDueTimers(tx, limit),
  }
}

async function saveTurns(
  tx: Tx,
  records: readonly TurnRecord[],
  projectors: Projectors,
  sendJobs: effects.SendJobs,
): Promise<void> {
  if (records.length === 0) return
  const mailbox = mail.mailboxOf(tx)
  await mailbox.saveStates(tx, records)
  const handled = records.flatMap((record) => record.handled)
  if (handled.length > 0) await mailbox.removeMessages(tx, handled)

  for (const record of records) {
    if (record.events.length > 0) await projectors[record.kind]?.(tx, record, record.events)
    await effects.openEffects(tx, record, record.effects, sendJobs)
    await effects.cancelEffects(tx, record, record.cancelEffects)
    await effects.reopenEffects(tx, record, record.reopenEffects, sendJobs)
    await timers.setTimers(tx, record, record.version, record.timers)
    for (const { requestId, reply } of record.replies) await requests.saveReply(tx, requestId, reply)
    for (const { to, message, messageId } of record.sends) {
      tx.outbox.push({ to, body: message, messageId, replyTo: null })
    }
  }
}
