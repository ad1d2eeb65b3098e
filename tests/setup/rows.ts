import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** Reads tables behind the product's back: a second opinion on what it says over HTTP. */
export function rowsOf(environment: NodeJS.ProcessEnv) {
  return async (table: string): Promise<Record<string, unknown>[]> => {
    if (environment.DATABASE_URL) {
      const client = new pg.Client({ connectionString: environment.DATABASE_URL })
      await client.connect()
      try {
        return (await client.query(`select * from ${table}`)).rows
      } finally {
        await client.end()
      }
    }
    const database = new DatabaseSync(join(environment.PMBOT_DATA_DIR!, 'control_plane/pm_bot.sqlite3'), {
      readOnly: true,
    })
    try {
      return database.prepare(`select * from ${table}`).all() as Record<string, unknown>[]
    } finally {
      database.close()
    }
  }
}
