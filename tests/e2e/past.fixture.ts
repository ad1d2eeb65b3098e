import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { daysAfter, FIRST_WORKSPACE, newId, type RunView } from '@pm-bot/domain'
import type { Product } from '../setup/product.ts'

/** Lets a product on SQLite have spent so many dollars on each of the days before today: no api can. */
export function spendInThePast(
  { dataDirectory }: Pick<Product, 'dataDirectory'>,
  dollars: readonly number[],
): void {
  const database = openRows(dataDirectory)
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

/** Lets the operator have approved calls of `run`, one a day, the last of them yesterday. */
export function approveInThePast(
  { dataDirectory }: Pick<Product, 'dataDirectory'>,
  run: RunView,
  commands: readonly string[][],
): void {
  const database = openRows(dataDirectory)
  const insert = database.prepare(`insert into inbox_items
    (item_id, workspace_id, run_id, repo_id, kind, risk, status, title, payload, subject_hash, allowed, decision,
      priority, version, created_at, resolved_at)
    values (?, ?, ?, ?, 'tool_call', 'medium', 'approved', ?, ?, ?, '["approve","reject"]', ?, 11, 1, ?, ?)`)
  commands.forEach((argv, index) => {
    const at = new Date(Date.now() - (commands.length - index) * 86_400_000).toISOString()
    const repo = { repoId: run.repoId, name: run.repoName, fullName: run.repoName }
    const asked = { callId: newId(), description: null, why: 'a rule of this run says to ask about run' }
    const shown = { effect: 'clone', taint: [], goal: run.goal, repo }
    const payload = { kind: 'tool_call', tool: 'run', args: { argv }, ...asked, ...shown }
    const decision = { decisionId: newId(), action: 'approve', by: 'operator', at, reason: null }
    const owner = [newId(), FIRST_WORKSPACE.workspaceId, run.id, run.repoId]
    const [title, hash] = [argv.join(' '), 'a'.repeat(64)]
    insert.run(...owner, title, JSON.stringify(payload), hash, JSON.stringify(decision), at, at)
  })
  database.close()
}

const openRows = (dataDirectory: string) =>
  new DatabaseSync(join(dataDirectory, 'control_plane', 'pm_bot.sqlite3'), { timeout: 5000 })
