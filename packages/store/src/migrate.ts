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

/**
 * Brings the schema up to date; processes that try at once wait for one another.
 * @throws DatabaseTooNewError before anything is changed
 */
export async function migrate(database: Database): Promise<string[]> {
  const db = database.writer as unknown as Kysely<never>
  const migrations = await readMigrations()
  const unknown = (await appliedMigrations(db)).filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new DatabaseTooNewError(
      `the database was migrated by a newer version of pm-bot (${unknown.join(', ')}); start that version, or restore a backup made before the upgrade`,
    )
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
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
