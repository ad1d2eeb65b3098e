import type { Storage, StoredMessage } from '@pm-bot/runtime'
import { storeTxOf } from '@pm-bot/store'
import { sql } from 'kysely'
import { inTransactions } from './in-transactions.ts'

interface Joined {
  kind: string
  key: string
  state: string | null
  version: number
  code_version: number
  suspected_at: string | null
  care_until: string | null
  message_id: string
  seq: number
  body: string
  reply_to: string | null
  attempts: number
  crashes: number
  accepted_at: string
}

/** Locks an actor and reads its messages at once: the messages are those from before the lock was granted. */
export const claimInOneStatement = (storage: Storage): Storage =>
  inTransactions(storage, (tx) => {
    return {
      async claimTurns({ served }) {
        const { rows } = await sql<Joined>`
          select actor.kind, actor.key, actor.state, actor.version, actor.code_version, actor.suspected_at,
                 actor.care_until, message.message_id, message.seq, message.body, message.reply_to,
                 message.attempts, message.crashes, message.accepted_at
          from actor_messages as message
          join actors as actor on actor.kind = message.kind and actor.key = message.key
          where message.parked_at is null and message.kind = any(${served.map(({ kind }) => kind)})
          order by message.accepted_at, message.seq limit 100
          for no key update of actor skip locked
        `.execute(storeTxOf(tx).db)
        const messages: StoredMessage[] = rows.map(
          ({ message_id, seq, body, reply_to, attempts, crashes, accepted_at, ...actor }) => ({
            kind: actor.kind,
            key: actor.key,
            messageId: message_id,
            seq,
            body: JSON.parse(body),
            replyTo: reply_to,
            attempts,
            crashes,
            acceptedAt: accepted_at,
          }),
        )
        const firsts = new Map(rows.toReversed().map((row) => [`${row.kind}/${row.key}`, row]))
        const actors = [...firsts.values()].map(
          ({ kind, key, state, version, code_version, suspected_at, care_until }) => ({
            kind,
            key,
            state: state === null ? undefined : JSON.parse(state),
            version,
            codeVersion: code_version,
            suspected: suspected_at !== null,
            careUntil: care_until,
          }),
        )
        return { actors, messages }
      },
    }
  })
