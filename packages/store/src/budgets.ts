import {
  type Amounts,
  BUDGET_MEASURES,
  type BudgetCount,
  type BudgetLimits,
  type BudgetScope,
  type BudgetView,
  EACH,
  type MeasureView,
  type PriceView,
  withExtra,
} from '@pm-bot/domain'
import type { Reader } from './database.ts'
import { decodeJson } from './json.ts'

const NOTHING: BudgetCount = { spent: {}, reserved: {} }

/** All scopes of a workspace but its runs: those with limits, and those that spent something today. The day comes first. */
export async function listBudgets(reader: Reader, workspaceId: string): Promise<BudgetView[]> {
  const [own, counts] = await Promise.all([
    ownLimits(reader, workspaceId),
    countsOfToday(reader, workspaceId),
  ])
  const names = new Set(['day *', ...own.keys(), ...counts.keys()])
  const inOrder = [...names].sort((one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1))
  return inOrder.map((name) => {
    const [kind, key] = [kindOf(name), name.slice(name.indexOf(' ') + 1)]
    const count = counts.get(name)
    const limits = own.get(name)?.limits ?? own.get(`${kind} ${EACH}`)?.limits ?? {}
    return {
      scope: { kind, key },
      measures: measuresOf(withExtra(limits, count?.extra), count ?? NOTHING),
      ownLimits: { ...own.get(name)?.limits },
      version: own.get(name)?.version ?? 0,
    }
  })
}

/** One scope; of a run that was never approved undefined. */
export async function lookUpBudget(
  reader: Reader,
  workspaceId: string,
  scope: BudgetScope,
): Promise<BudgetView | undefined> {
  if (scope.kind !== 'run') {
    const budgets = await listBudgets(reader, workspaceId)
    const known = budgets.find((budget) => budget.scope.kind === scope.kind && budget.scope.key === scope.key)
    const ofEach = budgets.find((budget) => budget.scope.kind === scope.kind && budget.scope.key === EACH)
    const nothing = measuresOf(ofEach?.ownLimits ?? {}, NOTHING)
    return known ?? { scope, measures: nothing, ownLimits: {}, version: 0 }
  }
  const row = await reader.read
    .selectFrom('run_budgets')
    .select(['limits', 'spent', 'reserved', 'warned'])
    .where('run_id', '=', scope.key)
    .executeTakeFirst()
  if (!row) return undefined
  const ownLimits: BudgetLimits = decodeJson(row.limits)
  return { scope, measures: measuresOf(ownLimits, readCount(row)), ownLimits: { ...ownLimits }, version: 0 }
}

const rankOf = (name: string) => ['day', 'repo', 'provider', 'tool'].indexOf(kindOf(name))
const kindOf = (name: string) => name.slice(0, name.indexOf(' ')) as BudgetScope['kind']

async function ownLimits({ read }: Reader, workspaceId: string) {
  const rows = await read
    .selectFrom('budget_limits')
    .select(['kind', 'key', 'limits', 'version'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('kind')
    .orderBy('key')
    .execute()
  return new Map(
    rows.map((row) => [
      `${row.kind} ${row.key}`,
      { limits: decodeJson(row.limits) as BudgetLimits, version: row.version },
    ]),
  )
}

/** Those of the day itself stand under “every day”. */
async function countsOfToday(reader: Reader, workspaceId: string): Promise<Map<string, BudgetCount>> {
  const today = (await reader.now()).slice(0, 10)
  const rows = await reader.read
    .selectFrom('budget_counts')
    .select(['kind', 'key', 'spent', 'reserved', 'extra', 'warned'])
    .where('workspace_id', '=', workspaceId)
    .where('day', '=', today)
    .orderBy('kind')
    .orderBy('key')
    .execute()
  return new Map(
    rows.map((row) => [
      row.kind === 'day' ? `day ${EACH}` : `${row.kind} ${row.key}`,
      { ...readCount(row), extra: decodeJson(row.extra) },
    ]),
  )
}

export const readCount = (row: { spent: string; reserved: string; warned: string }): BudgetCount => ({
  spent: decodeJson(row.spent),
  reserved: decodeJson(row.reserved),
  warned: decodeJson(row.warned),
})

export const measuresOf = (
  limits: BudgetLimits,
  { spent, reserved, warned = [] }: BudgetCount,
): MeasureView[] =>
  BUDGET_MEASURES.map((measure) => ({
    measure,
    limit: limits[measure] ?? null,
    spent: amountOf(spent, measure),
    reserved: amountOf(reserved, measure),
    warned: warned.includes(measure),
  }))

const amountOf = (amounts: Amounts, measure: (typeof BUDGET_MEASURES)[number]): number =>
  amounts[measure] ?? 0

/** By name. */
export async function listPrices({ read }: Pick<Reader, 'read'>, workspaceId: string): Promise<PriceView[]> {
  const rows = await read
    .selectFrom('model_prices')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('model')
    .execute()
  return rows.map((row) => ({
    model: row.model,
    price: {
      inputMicroUsdPerMillion: row.input_micro_usd_per_million,
      outputMicroUsdPerMillion: row.output_micro_usd_per_million,
    },
    updatedAt: row.updated_at,
  }))
}
