import type { Storage } from '@pm-bot/runtime'
import { storeTxOf } from '@pm-bot/store'
import { sql } from 'kysely'
import {
  type ActorRow,
  lockedActor,
  type MessageRow,
  storedMessage,
} from '../../../packages/store/src/mailbox.ts'
import { inTransactions } from './in-transactions.ts'

/** Locks an actor and reads its messages at once: the messages are those from before the lock was granted. */
export const claimInOneStatement = (storage: Storage): Storage =>
  inTransactions(storage, (tx) => {
    return {
      async claimTurns({ served }) {
        const { rows } = await sql<ActorRow & MessageRow>`
          select actor.kind, actor.key, actor.state, actor.version, actor.code_version, actor.suspected_at,
                 actor.care_until, message.message_id, message.seq, message.body, message.reply_to,
                 message.attempts, message.crashes, message.accepted_at
          from actor_messages as message
          join actors as actor on actor.kind = message.kind and actor.key = message.key
          where message.parked_at is null and message.kind = any(${served.map(({ kind }) => kind)})
          order by message.accepted_at, message.seq limit 100
          for no key update of actor skip locked
        `.execute(storeTxOf(tx).db)
        const firsts = new Map(rows.toReversed().map((row) => [`${row.kind}/${row.key}`, row]))
        return { actors: [...firsts.values()].map(lockedActor), messages: rows.map(storedMessage) }
      },
    }
  })
