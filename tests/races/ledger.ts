import { type Address, castOf, defineActor, type Storage } from '@pm-bot/runtime'
import type { Store, StoreOptions } from '@pm-bot/store'
import { sql } from 'kysely'

export const SENDERS = 6
export const ACTORS = 3
export const MESSAGES = 3000

interface Numbered {
  sender: number
  n: number
}

/** Counts, and reports every message to the ledger. */
export const clerk = defineActor<number, Numbered, Numbered, never>({
  kind: 'clerk',
  codeVersion: 1,
  initialState: 0,
  receive: (count, message) => ({ state: count + 1, events: [message] }),
})
export const cast = castOf(clerk)
export const addressOf = (n: number): Address => ({ kind: 'clerk', key: `clerk-${n % ACTORS}` })

/** Without a single key: it takes down whatever comes, also twice. */
export async function createLedger({ database }: Store): Promise<void> {
  const position = database.dialect === 'postgres' ? sql`bigserial` : sql`integer primary key`
  await sql`create table ledger (position ${position}, actor text, version integer, sender integer, n integer)`.execute(
    database.writer,
  )
}

export const projectors: NonNullable<StoreOptions['projectors']> = {
  clerk: async (tx, { key }, events) => {
    for (const { event, version } of events) {
      const { sender, n } = event as Numbered
      await sql`insert into ledger (actor, version, sender, n) values (${key}, ${version}, ${sender}, ${n})`.execute(
        tx.db,
      )
    }
  },
}

/** Sends its share of the messages, some a transaction, to all actors in turn. */
export async function sendShare(storage: Storage, sender: number, total = MESSAGES): Promise<void> {
  const share = total / SENDERS
  for (let n = 0; n < share; ) {
    await storage.transaction(async (tx) => {
      for (let more = 1 + (n % 5); more > 0 && n < share; more -= 1, n += 1)
        tx.tell(addressOf(n), { sender, n })
    })
  }
}

export interface Violations {
  duplicated: number
  lost: number
  outOfOrder: number
  /** Two turns of one actor with the same number: they overlapped. */
  overlapping: number
}

export const NONE: Violations = { duplicated: 0, lost: 0, outOfOrder: 0, overlapping: 0 }

/** Judges by the ledger alone. */
export async function audit({ database }: Store, total = MESSAGES): Promise<Violations> {
  const { rows } = await sql<{ actor: string; version: number; sender: number; n: number }>`
    select actor, version, sender, n from ledger order by version, position
  `.execute(database.read)
  const seen = new Set<string>()
  const turns = new Set<string>()
  const furthest = new Map<string, number>()
  let outOfOrder = 0
  for (const { actor, version, sender, n } of rows) {
    seen.add(`${sender}/${n}`)
    turns.add(`${actor}/${version}`)
    const stream = `${actor}/${sender}`
    if (n <= (furthest.get(stream) ?? -1)) outOfOrder += 1
    furthest.set(stream, Math.max(n, furthest.get(stream) ?? -1))
  }
  const duplicated = rows.length - seen.size
  return { duplicated, lost: total - seen.size, outOfOrder, overlapping: rows.length - turns.size }
}
