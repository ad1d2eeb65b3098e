import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor } from '@pm-bot/domain'
import { sql } from 'kysely'
import { cloneTemplate } from '../../../tests/setup/database.ts'
import { openStore, type Store } from '../src/open-store.ts'
import type { Projector } from '../src/projector.ts'

/** One database of its own for the suites of a test file. */
export interface Bench {
  dialect: 'postgres' | 'sqlite'
  /** A scratch directory, gone with the bench. */
  directory: string
  /** The one that is open now; `restart` puts another in its place. */
  store: Store
  /** By kind; tests add to it as they go. */
  projectors: Record<string, Projector>
  /** What the store reported as an error, e.g. a lost connection. */
  errors: Error[]
  /** On Postgres a store as another process would have it. One process owns a SQLite file. */
  openBeside(): Promise<Store>
  /** Closes the store and opens its database anew. */
  restart(): Promise<void>
  dispose(): Promise<void>
}

export async function openPostgresBench(maintenanceUrl: string): Promise<Bench> {
  const database = await cloneTemplate(maintenanceUrl)
  return await openBench('postgres', { url: database.url }, database.drop)
}

export async function openSqliteBench(): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'pm-bot-sqlite-'))
  return await openBench('sqlite', { file: join(directory, 'pm_bot.sqlite3') }, () =>
    rm(directory, { recursive: true }),
  )
}

async function openBench(
  dialect: Bench['dialect'],
  location: { url: string } | { file: string },
  drop: () => Promise<void>,
): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'pm-bot-bench-'))
  const projectors: Record<string, Projector> = {}
  const errors: Error[] = []
  const beside: Store[] = []
  const open = () =>
    openStore({ location, projectors, redactor: createRedactor([]), onError: (error) => errors.push(error) })

  const bench: Bench = {
    dialect,
    directory,
    projectors,
    errors,
    store: await open(),
    async openBeside() {
      const store = await open()
      beside.push(store)
      return store
    },
    async restart() {
      await bench.store.close()
      bench.store = await open()
    },
    async dispose() {
      await Promise.all([bench.store, ...beside].map((store) => store.close()))
      await drop()
      await rm(directory, { recursive: true })
    },
  }
  // Without keys: it refuses nothing, so it shows everything.
  await sql`create table notes (kind text, key text, version integer, message_id text, note text)`.execute(
    bench.store.database.writer,
  )
  return bench
}
