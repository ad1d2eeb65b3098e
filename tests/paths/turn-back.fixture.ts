import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ScheduleView } from '@pm-bot/domain'
import pg from 'pg'
import type { Product } from '../setup/product.ts'

const HOUR_MS = 60 * 60 * 1000

/** Makes a schedule's next time so many hours earlier, behind the back of a product that is not running. */
export async function turnBack(
  { environment }: Product,
  { id, nextTimes }: ScheduleView,
  hours: number,
): Promise<string> {
  const dueAt = new Date(Date.parse(nextTimes[0]!) - hours * HOUR_MS).toISOString()
  const message = JSON.stringify({ type: 'fire', dueAt })
  if (environment.DATABASE_URL) {
    const client = new pg.Client({ connectionString: environment.DATABASE_URL })
    await client.connect()
    try {
      const state = `jsonb_set(state, '{nextAt}', to_jsonb($1::text))`
      await client.query(`update actors set state = ${state} where kind = 'schedule' and key = $2`, [
        dueAt,
        id,
      ])
      await client.query(`update timers set due_at = $1, message = $2 where key = $3`, [dueAt, message, id])
    } finally {
      await client.end()
    }
    return dueAt
  }
  const file = join(environment.PMBOT_DATA_DIR!, 'control_plane/pm_bot.sqlite3')
  const database = new DatabaseSync(file)
  try {
    database
      .prepare(`update actors set state = json_set(state, '$.nextAt', ?) where kind = 'schedule' and key = ?`)
      .run(dueAt, id)
    database.prepare('update timers set due_at = ?, message = ? where key = ?').run(dueAt, message, id)
  } finally {
    database.close()
  }
  return dueAt
}
