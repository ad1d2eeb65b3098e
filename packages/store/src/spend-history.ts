import { type CountedSpend, daysOfHistory, type SpendHistoryView, spendHistory } from '@pm-bot/domain'
import type { Reader } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { decodeJson } from './json.ts'

/**
 * What was spent lately, by day and by provider. Every day is named, because a range of days would walk through those of
 * all repositories and tools too: there is one row for each day, and one for each provider that was called on it.
 */
export async function readSpendHistory(reader: Reader, workspaceId: string): Promise<SpendHistoryView> {
  const today = (await reader.now()).slice(0, 10)
  const days = daysOfHistory(today)
  const rows = await reader.read
    .selectFrom('budget_counts')
    .select(['day', 'kind', 'key', 'spent', 'unpriced_calls'])
    .where('workspace_id', '=', workspaceId)
    .where(isOneOf(reader.dialect, 'day', days))
    .where(isOneOf(reader.dialect, 'kind', ['day', 'provider']))
    .execute()
  return spendHistory(today, rows.map(countedSpend))
}

const countedSpend = (row: {
  day: string
  kind: string
  key: string
  spent: string
  unpriced_calls: number
}): CountedSpend => ({
  day: row.day,
  provider: row.kind === 'provider' ? row.key : null,
  spent: decodeJson(row.spent),
  unpricedCalls: row.unpriced_calls,
})
