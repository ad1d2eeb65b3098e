import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { Kysely, sql } from 'kysely'
import { readSchemaState, type SchemaState } from './migrate.ts'
import { nodeSqliteDialect, openSqliteFile } from './sqlite.ts'

export interface SqliteFacts {
  /** What SQLite finds wrong with the file. */
  complaints: string[]
  schema: SchemaState
}

/** Reads the whole file, and leaves no trace beside it. */
export async function examineSqlite(file: string): Promise<SqliteFacts> {
  const database = openSqliteFile(untouched(file), { readOnly: true })
  const db = new Kysely<never>({ dialect: nodeSqliteDialect(database) })
  try {
    const { rows } = await sql<{ quick_check: string }>`pragma quick_check(10)`.execute(db)
    const complaints = rows.map((row) => row.quick_check).filter((line) => line !== 'ok')
    return { complaints, schema: await readSchemaState(db) }
  } finally {
    await db.destroy()
    if (database.isOpen) database.close()
  }
}

/** Without a log nobody has the file open, and reading it as immutable makes no files beside it. */
function untouched(file: string): string {
  if (existsSync(`${file}-wal`)) return file
  const url = pathToFileURL(file)
  url.searchParams.set('immutable', '1')
  return url.href
}
