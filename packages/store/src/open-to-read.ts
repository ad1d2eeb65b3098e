import { Kysely, PostgresDialect } from 'kysely'
import { openPool } from './postgres.ts'
import { nodeSqliteDialect, openSqliteFile } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** Opens the database for reading alone; it may be in use, and nothing of it is changed. */
export function openDatabaseToRead(location: { url: string } | { file: string }): {
  read: Kysely<Tables>
  close(): Promise<void>
} {
  const dialect =
    'file' in location
      ? nodeSqliteDialect(openSqliteFile(location.file, { readOnly: true }))
      : new PostgresDialect({
          pool: openPool({ url: location.url, applicationName: 'pm-bot reader', max: 2, onError: () => {} }),
        })
  const read = new Kysely<Tables>({ dialect })
  return { read, close: () => read.destroy() }
}
