import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { daysAfter, FIRST_WORKSPACE } from '@pm-bot/domain'
import type { Product } from '../setup/product.ts'

/** Lets a product on SQLite have spent so many dollars on each of the days before today: no api can. */
export function spendInThePast({ dataDirectory }: Product, dollars: readonly number[]): void {
  const database = new DatabaseSync(join(dataDirectory, 'control_plane', 'pm_bot.sqlite3'), { timeout: 5000 })
  const insert = database.prepare(`insert into budget_counts
    (workspace_id, day, kind, key, spent, reserved, extra, warned, exhausted, updated_at)
    values (?, ?, ?, ?, ?, '{}', '{}', '[]', '[]', ?)`)
  dollars.forEach((amount, index) => {
    const day = daysAfter(new Date().toISOString().slice(0, 10), -1 - index)
    for (const [kind, key, share] of [
      ['day', day, 1],
      ['provider', 'openai', 0.7],
      ['provider', 'anthropic', 0.3],
    ] as const) {
      const of = (whole: number) => Math.round(whole * amount * share)
      const spent = { calls: of(12), tokens: of(40_000), microUsd: of(1_000_000) }
      insert.run(FIRST_WORKSPACE.workspaceId, day, kind, key, JSON.stringify(spent), `${day}T12:00:00.000Z`)
    }
  })
  database.close()
}
