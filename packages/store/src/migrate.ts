import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'

const DIRECTORY = fileURLToPath(new URL('../../../db/migrations', import.meta.url))

/** Newer code has migrated this database: this code must not touch it. */
export class DatabaseTooNewError extends Error {
  override name = 'DatabaseTooNewError'
}

/** How a database's migrations and this code's differ. */
export interface SchemaState {
  /** Known to this code, and not applied. */
  pending: string[]
  /** Applied, and not known to this code. */
  unknown: string[]
}

export async function readSchemaState(db: Kysely<never>): Promise<SchemaState> {
  const known = Object.keys(await readMigrations())
  const applied = await appliedMigrations(db)
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

/** The database is older than this code, and its user may not change tables. */
export class DatabaseBehindError extends Error {
  override name = 'DatabaseBehindError'

  constructor(options?: ErrorOptions) {
    super(
      'the database is not up to date, and the user of DATABASE_URL may not change its tables; run npm run pm-bot -- migrate as the user who owns them',
      options,
    )
  }
}

/** SQLSTATE insufficient_privilege. */
const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Brings the schema up to date; processes that try at once wait for one another. Where nothing
 * is to be done, nothing is locked, and a user without rights on the schema will do.
 * @throws DatabaseTooNewError before anything is changed
 * @throws DatabaseBehindError when this user may not change what has to be changed
 */
export async function migrate(database: Database): Promise<string[]> {
  const db = database.writer as unknown as Kysely<never>
  const migrations = await readMigrations()
  const applied = await appliedMigrations(db)
  const unknown = applied.filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new DatabaseTooNewError(
      `the database was migrated by a newer version of pm-bot (${unknown.join(', ')}); start that version, or restore a backup made before the upgrade`,
    )
  }
  if (Object.keys(migrations).every((name) => applied.includes(name))) return []
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if ((error as { code?: string } | undefined)?.code === INSUFFICIENT_PRIVILEGE) {
    throw new DatabaseBehindError({ cause: error })
  }
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(DIRECTORY)).filter((name) => name.endsWith('.ts')).sort()
  const entries = files.map(async (file) => {
    const migration: Migration = await import(pathToFileURL(join(DIRECTORY, file)).href)
    return [file.slice(0, -'.ts'.length), migration] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

async function appliedMigrations(db: Kysely<never>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return rows.map((row) => row.name)
}
