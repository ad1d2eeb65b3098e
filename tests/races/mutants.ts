import type { Storage, StorageTx, StoredMessage } from '@pm-bot/runtime'
import { storeTxOf } from '@pm-bot/store'
import { sql } from 'kysely'

export type Mutant = 'none' | 'one-statement-claim' | 'acknowledge-up-to-n'

/** The storage with one of the mistakes that the mailbox is built to avoid. */
export function mutate(storage: Storage, mutant: Mutant): Storage {
  const change = MUTANTS[mutant]
  return { ...storage, transaction: (work) => storage.transaction((tx) => work({ ...tx, ...change(tx) })) }
}

const MUTANTS: Record<Mutant, (tx: StorageTx) => Partial<StorageTx>> = {
  none: () => ({}),
  'one-statement-claim': claimInOneStatement,
  'acknowledge-up-to-n': acknowledgeUpTo,
}

interface Joined {
  kind: string
  key: string
  state: string | null
  version: number
  code_version: number
  message_id: string
  seq: number
  body: string
}

/** Locks an actor and reads its messages at once: the messages are those from before the lock was granted. */
function claimInOneStatement(tx: StorageTx): Partial<StorageTx> {
  let read: StoredMessage[] = []
  return {
    async lockActorsWithMail() {
      const { rows } = await sql<Joined>`
        select actor.kind, actor.key, actor.state, actor.version, actor.code_version,
               message.message_id, message.seq, message.body
        from actor_messages as message
        join actors as actor on actor.kind = message.kind and actor.key = message.key
        where message.parked_at is null
          and message.key = (select key from actor_messages order by random() limit 1)
        order by message.seq limit 20
        for no key update of actor skip locked
      `.execute(storeTxOf(tx).db)
      read = rows.map(({ kind, key, message_id, seq, body }) => {
        const acceptedAt = new Date().toISOString()
        return {
          kind,
          key,
          messageId: message_id,
          seq,
          body: JSON.parse(body),
          replyTo: null,
          attempts: 0,
          acceptedAt,
          crashes: 0,
        }
      })
      return rows.slice(0, 1).map(({ kind, key, state, version, code_version }) => {
        return {
          kind,
          key,
          state: state === null ? undefined : JSON.parse(state),
          version,
          codeVersion: code_version,
          suspected: false,
          careUntil: null,
        }
      })
    },
    oldestMessages: async () => read,
  }
}

/** Removes all messages with a number up to the last one that was handled. */
function acknowledgeUpTo(tx: StorageTx): Partial<StorageTx> {
  let read: readonly StoredMessage[] = []
  return {
    async oldestMessages(actors, perActor) {
      read = await tx.oldestMessages(actors, perActor)
      return [...read]
    },
    async saveTurns(turns) {
      await tx.saveTurns(turns.map((turn) => ({ ...turn, handled: [] })))
      for (const { kind, key, handled } of turns) {
        const last = Math.max(
          ...read.filter(({ messageId }) => handled.includes(messageId)).map(({ seq }) => seq),
        )
        await sql`delete from actor_messages where kind = ${kind} and key = ${key} and seq <= ${last}`.execute(
          storeTxOf(tx).db,
        )
      }
    },
  }
}
