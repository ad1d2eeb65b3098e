import type { Generated } from 'kysely'
import type { JsonText, Time } from './column-types.ts'

/** What may be spent, and what was. */
export interface BudgetTables {
  budget_limits: {
    workspace_id: string
    kind: string
    key: string
    limits: JsonText
    version: number
    updated_at: Time
  }
  budget_counts: {
    workspace_id: string
    /** In UTC. */
    day: string
    kind: string
    key: string
    spent: JsonText
    reserved: JsonText
    extra: JsonText
    warned: JsonText
    exhausted: JsonText
    /** Calls of models that had no price; of days and providers alone. */
    unpriced_calls: Generated<number>
    updated_at: Time
  }
  run_budgets: {
    run_id: string
    workspace_id: string
    repo_id: string
    limits: JsonText
    spent: JsonText
    reserved: JsonText
    warned: JsonText
    exhausted: JsonText
    version: number
    opened_at: Time
    closed_at: Time | null
    updated_at: Time
  }
  model_prices: {
    workspace_id: string
    model: string
    input_micro_usd_per_million: number
    output_micro_usd_per_million: number
    updated_at: Time
  }
  run_spend: {
    run_id: string
    reservation_id: string
    call_id: string
    provider: string | null
    model: string | null
    tool: string | null
    input_tokens: number
    output_tokens: number
    tokens: number
    seconds: number
    micro_usd: number | null
    lost: number
    at: Time
  }
}
