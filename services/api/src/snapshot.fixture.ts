import type { Store } from '@pm-bot/store'
import { type Kysely, sql } from 'kysely'

/** Every row of every table of ours, as text. */
export async function snapshot({ database }: Store): Promise<Record<string, string[]>> {
  const read = database.read as unknown as Kysely<never>
  const tables = await read.introspection.getTables()
  const entries = tables
    .filter((table) => table.schema === undefined || table.schema === 'public')
    .map(async ({ name }) => {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(read)
      return [name, rows.map((row) => JSON.stringify(row)).sort()] as const
    })
  return Object.fromEntries(await Promise.all(entries))
}
