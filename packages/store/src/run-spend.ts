import type { KnownRunBudget, RunSpendView, SpendCallView } from '@pm-bot/domain'
import type { Selectable } from 'kysely'
import { measuresOf, readCount } from './budgets.ts'
import type { Reader } from './database.ts'
import { decodeJson } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

export interface RunBudgetRow {
  workspaceId: string
  closedAt: string | null
  known: KnownRunBudget
}

/** What a run may spend and has spent, as it stood at `asOf` or later. Undefined for a run that was never approved. */
export async function lookUpRunBudget(reader: Reader, runId: string): Promise<RunBudgetRow | undefined> {
  // Before the row: the row may be newer than its time, and never older.
  const asOf = await reader.now()
  const row = await reader.read
    .selectFrom('run_budgets')
    .selectAll()
    .where('run_id', '=', runId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    workspaceId: row.workspace_id,
    closedAt: row.closed_at,
    known: {
      ...readCount(row),
      exhausted: decodeJson(row.exhausted),
      limits: decodeJson(row.limits),
      repoId: row.repo_id,
      version: row.version,
      asOf,
    },
  }
}

/** What a run has spent, and its calls, newest first. */
export async function readRunSpend(
  reader: Reader,
  runId: string,
  request: PageRequest,
): Promise<RunSpendView> {
  const cursor = readCursor(request.cursor)
  const [budget, unpriced, rows] = await Promise.all([
    lookUpRunBudget(reader, runId),
    reader.read
      .selectFrom('run_spend')
      .select(({ fn }) => fn.countAll<number>().as('calls'))
      .where('run_id', '=', runId)
      .where('micro_usd', 'is', null)
      .executeTakeFirstOrThrow(),
    reader.read
      .selectFrom('run_spend')
      .selectAll()
      .where('run_id', '=', runId)
      .$if(cursor !== undefined, (query) => query.where('reservation_id', '<', cursor!))
      .orderBy('run_id', 'desc')
      .orderBy('reservation_id', 'desc')
      .limit(request.limit + 1)
      .execute(),
  ])
  const calls = pageOf(rows, request, callView, (row) => row.reservation_id)
  const { limits, ...count } = budget?.known ?? { limits: {}, spent: {}, reserved: {} }
  return {
    runId,
    measures: measuresOf(limits, count),
    unpricedCalls: unpriced.calls,
    closedAt: budget?.closedAt ?? null,
    calls,
  }
}

const callView = (row: Selectable<Tables['run_spend']>): SpendCallView => ({
  id: row.reservation_id,
  callId: row.call_id,
  provider: row.provider,
  model: row.model,
  tool: row.tool,
  inputTokens: row.input_tokens,
  outputTokens: row.output_tokens,
  tokens: row.tokens,
  seconds: row.seconds,
  microUsd: row.micro_usd,
  lost: row.lost === 1,
  at: row.at,
})
