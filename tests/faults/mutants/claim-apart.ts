import type { Address, Storage } from '@pm-bot/runtime'
import { storeTxOf } from '@pm-bot/store'
import { sql } from 'kysely'

const claimOf = ({ kind, key }: Address): string => `claim of ${kind}/${key}`

/** Writes down whom it serves in a transaction of its own, before the one that serves them. */
export function claimApart(storage: Storage): Storage {
  async function claim(actors: readonly Address[]): Promise<string[]> {
    if (actors.length === 0) return []
    const rows = sql.join(actors.map((actor) => sql`(${claimOf(actor)}, now())`))
    return await storage.transaction(async (tx) => {
      const taken = await sql<{ message_id: string }>`
        insert into message_ids (message_id, accepted_at) values ${rows} on conflict do nothing returning message_id
      `.execute(storeTxOf(tx).db)
      return taken.rows.map(({ message_id }) => message_id)
    })
  }
  async function release(claims: readonly string[]): Promise<void> {
    if (claims.length === 0) return
    await storage.transaction(async (tx) => {
      await sql`delete from message_ids where message_id = any(${[...claims]})`.execute(storeTxOf(tx).db)
    })
  }
  return {
    ...storage,
    async transaction(work) {
      let claims: string[] = []
      try {
        return await storage.transaction((tx) =>
          work({
            ...tx,
            async claimTurns(options) {
              const { actors, messages } = await tx.claimTurns(options)
              claims = await claim(actors)
              return { actors: actors.filter((actor) => claims.includes(claimOf(actor))), messages }
            },
          }),
        )
      } finally {
        await release(claims)
      }
    },
  }
}
