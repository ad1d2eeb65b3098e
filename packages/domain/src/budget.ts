import type { BudgetMeasure, BudgetScope, BudgetShortfall } from './interrupt.ts'

/** Limits by measure; what is not named is not limited. Whole numbers in the measure's unit. */
export type BudgetLimits = Partial<Record<BudgetMeasure, number>>

/** What one call of a model or tool may cost at most, asked for before it is made. */
export interface SpendRequest {
  /** Unique within the run; asked again by a later attempt it takes the place of the former one, which counts as spent. */
  callId: string
  /** Of a model, e.g. `openai`. */
  provider: string | null
  /** `provider:model`, as the price table names it. */
  model: string | null
  /** Of a tool. */
  quotaKey: string | null
  inputTokens: number
  outputTokens: number
  seconds: number
}

/** What it cost in the end. */
export interface Spent {
  inputTokens: number
  outputTokens: number
  seconds: number
}

export type SpendVerdict =
  | { status: 'granted'; reservationId: string; warnings: readonly string[] }
  /** A limit is reached: a person may extend it. */
  | { status: 'exhausted'; shortfall: BudgetShortfall; sentence: string }
  /** It cannot be counted, e.g. the model has no price and there is a limit in money. */
  | { status: 'refused'; sentence: string }

/** Asked of `budget/<workspaceId>`. */
export type BudgetCommand =
  | { type: 'set-limits'; scope: BudgetScope; limits: BudgetLimits; ifVersion: number | null; by: string }
  | { type: 'set-price'; model: string; price: ModelPrice | null; by: string }
  /** Told by a run when its start is approved. */
  | { type: 'open-run'; runId: string; repoId: string; limits: BudgetLimits }
  /** Told by a run when a person approved an extension. */
  | {
      type: 'extend-limit'
      scope: BudgetScope
      measure: BudgetMeasure
      by: string
      amount: number
      itemId: string
    }
  | ({ type: 'reserve'; runId: string; repoId: string; effectId: string; attempt: number } & SpendRequest)
  | { type: 'settle'; reservationId: string; spent: Spent }
  /** Told by a run that has ended: what is still reserved counts as spent. */
  | { type: 'close-run'; runId: string }

/** In millionths of a US dollar for a million tokens, i.e. the dollars per million tokens times 1,000,000. */
export interface ModelPrice {
  inputMicroUsdPerMillion: number
  outputMicroUsdPerMillion: number
}
