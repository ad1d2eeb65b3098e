import {
  type Address,
  castOf,
  defineActor,
  type EffectFinished,
  type Turn,
  type TurnContext,
  takeTurns,
} from '@pm-bot/runtime'
import { sql } from 'kysely'
import { decodeJson } from '../src/json.ts'
import type { Projector } from '../src/projector.ts'
import type { Bench } from './bench.ts'

/** A message that says what its turn shall do. */
export interface Line extends Partial<Omit<Turn<unknown, unknown, unknown>, 'state' | 'events'>> {
  /** Remembered by the actor, and written as a row by its projector. */
  note?: string
  /** The handler throws this, decoded: what was told cannot hold a NUL, what is thrown can. */
  throws?: string
  /** The projector throws this. */
  refused?: string
}

/** Does as its messages say, and remembers what it was told. */
export const puppet = (kind: string, codeVersion = 1) =>
  defineActor<string[], Line | EffectFinished, Line, unknown>({
    kind,
    codeVersion,
    initialState: [],
    receive(seen, message, context) {
      if ('type' in message) return remember(seen, `${message.verb} ${message.outcome.status}`, context)
      const { note = '', throws, refused, ...rest } = message
      if (throws !== undefined) throw new Error(decodeURIComponent(throws))
      return { ...remember(seen, note, context, refused), ...rest }
    },
  })

function remember(seen: string[], note: string, { version }: TurnContext, refused?: string) {
  const event: Line = { note, ...(refused === undefined ? {} : { refused }) }
  return { state: [...seen, note], events: [event], reply: { note, version } }
}

export const noteProjector: Projector = async (tx, { kind, key }, events) => {
  for (const { event, version, messageId } of events) {
    const { note, refused } = event as Line
    await sql`insert into notes values (${kind}, ${key}, ${version}, ${messageId}, ${note})`.execute(tx.db)
    if (refused !== undefined) throw new Error(refused)
  }
}

let kinds = 0

/** Puppets of a kind of their own, so that no test sees another's mail. */
export function setStage(bench: Bench, codeVersion = 1) {
  kinds += 1
  const kind = `puppet${kinds}`
  const cast = castOf(puppet(kind, codeVersion))
  bench.projectors[kind] = noteProjector
  const at = (key: string): Address => ({ kind, key })
  const storage = () => bench.store.storage

  return {
    kind,
    cast,
    at,
    async tell(key: string, ...lines: Line[]) {
      await storage().transaction(async (tx) => {
        for (const line of lines) tx.tell(at(key), line)
      })
    },
    /** Takes turns until there is nothing to do. */
    async drain(options?: Parameters<typeof takeTurns>[2]) {
      const all = { handled: 0, failed: 0, parked: 0, transactions: 0 }
      for (;;) {
        const taken = await takeTurns(storage(), cast, options)
        if (taken.handled + taken.failed.length + taken.parked.length === 0) return all
        all.handled += taken.handled
        all.failed += taken.failed.length
        all.parked += taken.parked.length
        all.transactions += 1
      }
    },
    /** What the actor remembers. */
    async seen(key: string): Promise<string[] | undefined> {
      const row = await bench.store.database.read
        .selectFrom('actors')
        .select('state')
        .where('kind', '=', kind)
        .where('key', '=', key)
        .executeTakeFirst()
      return row?.state == null ? undefined : decodeJson(row.state)
    },
    /** What its projector wrote. */
    async notes(key: string): Promise<string[]> {
      const { rows } = await sql<{ note: string }>`
        select note from notes where kind = ${kind} and key = ${key} order by version
      `.execute(bench.store.database.read)
      return rows.map((row) => row.note)
    },
    async mail(key: string) {
      return await bench.store.database.read
        .selectFrom('actor_messages')
        .selectAll()
        .where('kind', '=', kind)
        .where('key', '=', key)
        .orderBy('seq')
        .execute()
    },
    /** A process died while it served the actor. */
    async isSuspected(key: string): Promise<boolean> {
      const row = await bench.store.database.read
        .selectFrom('actors')
        .select('suspected_at')
        .where('kind', '=', kind)
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      return row.suspected_at !== null
    },
    async parked(key: string): Promise<string[]> {
      const rows = await this.mail(key)
      return rows.filter((row) => row.parked_at !== null).map((row) => decodeJson(row.body).note)
    },
  }
}

export type Stage = ReturnType<typeof setStage>

/** Waits for what happens by itself. */
export async function until(holds: () => Promise<boolean> | boolean, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** How many jobs travel for an effect. */
export async function jobsOf({ dialect, store }: Bench, effectId: string): Promise<number> {
  const { rows } = await (dialect === 'postgres'
    ? sql<{
        n: number
      }>`select count(*) as n from pgboss.job where data ->> 'effectId' = ${effectId} and state <> 'completed'`
    : sql<{ n: number }>`select count(*) as n from work_jobs where effect_id = ${effectId}`
  ).execute(store.database.read)
  return Number(rows[0]!.n)
}
