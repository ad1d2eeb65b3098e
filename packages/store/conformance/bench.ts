import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor } from '@pm-bot/domain'
import { sql } from 'kysely'
import { cloneTemplate } from '../../../tests/setup/database.ts'
import { createRoleDatabase } from '../../../tests/setup/roles.ts'
import { grantRuntimeRole } from '../src/grant-runtime-role.ts'
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
  /** As who owns the tables, also where the store is opened as another. */
  byOwner(statement: string): Promise<void>
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

/** On Postgres as the role that serves and works; the tables are another's. */
export async function openRuntimeRoleBench(maintenanceUrl: string): Promise<Bench> {
  const { ownerUrl, runtimeUrl, runtimeRole, drop } = await createRoleDatabase(maintenanceUrl)
  const options = { redactor: createRedactor([]), supervise: false, onError: () => {} }
  const owner = await openStore({ location: { url: ownerUrl }, ...options })
  await grantRuntimeRole(owner.database, runtimeRole)
  // What tests create by the owner is there for the store's user, as in the other benches.
  await sql`alter default privileges in schema public grant all on tables to ${sql.id(runtimeRole)}`.execute(
    owner.database.writer,
  )
  return await openBench('postgres', { url: runtimeUrl }, drop, owner)
}

export async function openSqliteBench(): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'pm-bot-sqlite-'))
  const drop = () => rm(directory, { recursive: true })
  return await openBench('sqlite', { file: join(directory, 'pm_bot.sqlite3') }, drop)
}

async function openBench(
  dialect: Bench['dialect'],
  location: { url: string } | { file: string },
  drop: () => Promise<void>,
  owner?: Store,
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
    async byOwner(statement) {
      await sql.raw(statement).execute((owner ?? bench.store).database.writer)
    },
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
      await Promise.all([bench.store, ...beside, ...(owner ? [owner] : [])].map((store) => store.close()))
      await drop()
      await rm(directory, { recursive: true })
    },
  }
  // Without keys: it refuses nothing, so it shows everything.
  await bench.byOwner('create table notes (kind text, key text, version integer, message_id text, note text)')
  return bench
}
