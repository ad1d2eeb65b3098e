import type { Storage, StoredMessage } from '@pm-bot/runtime'
import { storeTxOf } from '@pm-bot/store'
import { sql } from 'kysely'
import { inTransactions } from './in-transactions.ts'

/** Removes all messages with a number up to the last one that was handled. */
export const acknowledgeUpTo = (storage: Storage): Storage =>
  inTransactions(storage, (tx) => {
    let read: readonly StoredMessage[] = []
    return {
      async claimTurns(options) {
        const claim = await tx.claimTurns(options)
        read = claim.messages
        return claim
      },
      async oldestMessages(actor, limit) {
        read = await tx.oldestMessages(actor, limit)
        return [...read]
      },
      async saveTurns(turns) {
        await tx.saveTurns(turns.map((turn) => ({ ...turn, handled: [] })))
        for (const { kind, key, handled } of turns) {
          // One that is asked for in passing has no number.
          const numbers = read.flatMap(({ messageId, seq }) => (handled.includes(messageId) ? seq : []))
          if (numbers.length === 0) continue
          await sql`
            delete from actor_messages where kind = ${kind} and key = ${key} and seq <= ${Math.max(...numbers)}
          `.execute(storeTxOf(tx).db)
        }
      },
    }
  })
