import type { BudgetMeasure, BudgetScope, BudgetShortfall } from '../inbox/interrupt.ts'

/** Limits by measure; what is not named is not limited. Whole numbers in the measure's unit. */
export type BudgetLimits = Partial<Record<BudgetMeasure, number>>

/** What was counted, by measure; what is not named is 0. Whole numbers in the measure's unit. */
export type Amounts = Partial<Record<BudgetMeasure, number>>

/**
 * Of a run whose proposal names no limits: enough for a day's task of a person, and an end for an agent that goes in
 * circles. No limit in money, because without prices nothing could begin.
 */
export const DEFAULT_RUN_BUDGET = {
  calls: 200,
  tokens: 1_000_000,
  seconds: 3600,
} as const satisfies BudgetLimits

/** As a scope's key: each of that kind that has no limits of its own; of the kind `day` the only one that limits are set for. */
export const EACH = '*'

/** Those whose models run on the operator's own machines: they cost nothing unless a price says otherwise. */
export const FREE_PROVIDERS: readonly string[] = ['ollama']

/** What one call of a model or tool may cost at most, asked for before it is made. */
export interface SpendRequest {
  /** Unique within the run; asked again by another attempt it takes the place of the former one, which counts as spent. */
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

/** What it cost in the end. Zeros where it was never made: it still counts as a call. */
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
  /** No limits at all take the scope's own away. `ifVersion` is that of the scope's limits; 0 when it has none. */
  | { type: 'set-limits'; scope: BudgetScope; limits: BudgetLimits; ifVersion: number | null; by: string }
  | { type: 'set-price'; model: string; price: ModelPrice | null; by: string }
  /** Told by a run when its start is approved, and when it goes on after it had ended: what it spent before stands. */
  | { type: 'open-run'; runId: string; repoId: string; limits: BudgetLimits }
  /** Told by a run when a person approved an extension. The same item extends once. */
  | {
      type: 'extend-limit'
      scope: BudgetScope
      measure: BudgetMeasure
      by: string
      amount: number
      itemId: string
    }
  /** Answered with a ReserveAnswer. */
  | ({
      type: 'reserve'
      runId: string
      repoId: string
      /** The attempt's token: numbers are given twice when a worker stops. */
      attempt: string
      /** What the rows say of the run, for a budget that does not remember it. */
      run?: KnownRunBudget
      /** Calls of its provider under way at once, this one included; as many as there are when left out. */
      atOnce?: number
    } & SpendRequest)
  /** Answered with a SettleAnswer. Twice is once. */
  | { type: 'settle'; reservationId: string; spent: Spent }
  /** Told by a run that has ended: what is still reserved counts as spent. */
  | { type: 'close-run'; runId: string }

/**
 * `unknown-run`: ask again with what the rows say, as it stands now. `busy`: as many calls of the provider are under way
 * as may be; ask again when one of them may have ended.
 */
export type ReserveAnswer =
  | SpendVerdict
  | { status: 'unknown-run' }
  | { status: 'busy'; sentence: string; warnings: readonly string[] }
export interface SettleAnswer {
  /** What it cost; null without a price, and where it was counted before. */
  microUsd: number | null
  warnings: readonly string[]
}

/** In millionths of a US dollar for a million tokens, i.e. the dollars per million tokens times 1,000,000. */
export interface ModelPrice {
  inputMicroUsdPerMillion: number
  outputMicroUsdPerMillion: number
}

/** How one scope stands. */
export interface BudgetCount {
  spent: Amounts
  /** By calls under way, and by calls of attempts that died and were not asked for again. */
  reserved: Amounts
  /** Approved beyond the limits, for this day alone. A run's limits grow instead. */
  extra?: Amounts
  /** Of which it was said that 80 % are spent. */
  warned?: readonly BudgetMeasure[]
  /** Of which it was said that nothing is left. */
  exhausted?: readonly BudgetMeasure[]
}

export interface RunBudget extends BudgetCount {
  repoId: string
  limits: BudgetLimits
  /** The turn that last changed it; its row carries it too. */
  version: number
  usedAt: string
}

/** A run's budget as its row has it, read at `asOf`, the database's time. */
export interface KnownRunBudget extends Omit<RunBudget, 'usedAt'> {
  asOf: string
}

/** What a call under way may cost. */
export interface Reservation extends Pick<SpendRequest, 'callId' | 'provider' | 'model' | 'quotaKey'> {
  runId: string
  repoId: string
  attempt: string
  /** In UTC, of the moment when it was reserved: its cost is that day's. */
  day: string
  /** When it has ended at the latest, whatever became of its worker. Older ones lack it, and take no place. */
  endsBy?: string
  amounts: Amounts
  /** Of that moment; null where nobody knows it. */
  price: ModelPrice | null
  /** Said when it was granted, and again to whoever did not hear it. */
  warnings?: readonly string[]
}

/**
 * The whole state of a workspace's budget. It holds what is in use: runs that asked within minutes, and today. All else
 * is in rows, and comes back when it is asked for; ten thousand runs that wait for a person cost a turn nothing.
 */
export interface Budget {
  /** The turn that last changed limits or prices. */
  version: number
  /** By scope, as scopeName has it. */
  limits: Record<string, { limits: BudgetLimits; version: number }>
  /** By `provider:model`. */
  prices: Record<string, ModelPrice>
  runs: Record<string, RunBudget>
  /** All scopes but runs, by day and scope. A day that is over stays while calls of that day are under way. */
  days: Record<string, Record<string, BudgetCount>>
  reservations: Record<string, Reservation>
  /** Runs whose rows changed lately while they were not here: an older row must not bring them back. */
  away: Record<string, { version: number; at: string; closed: boolean }>
  /** The last items that extended a limit. */
  extended: readonly string[]
}

export const NEW_BUDGET: Budget = {
  version: 0,
  limits: {},
  prices: {},
  runs: {},
  days: {},
  reservations: {},
  away: {},
  extended: [],
}

/** What happened to a budget. Rows and the audit trail are made from these. */
export type BudgetEvent =
  | { type: 'limits-set'; scope: BudgetScope; limits: BudgetLimits; by: string }
  | { type: 'price-set'; model: string; price: ModelPrice | null; by: string }
  | {
      type: 'limit-extended'
      scope: BudgetScope
      measure: BudgetMeasure
      amount: number
      itemId: string
      by: string
    }
  | { type: 'run-budget-opened'; runId: string; repoId: string; limits: BudgetLimits }
  | { type: 'run-budget-restored'; runId: string; run: RunBudget }
  /** `run` is how it stood; null when it is not remembered and its row says so. */
  | { type: 'run-budget-closed'; runId: string; run: RunBudget | null }
  | { type: 'spend-reserved'; reservationId: string; reservation: Reservation }
  | {
      type: 'spend-settled'
      reservationId: string
      reservation: Reservation
      amounts: Amounts
      inputTokens: number
      outputTokens: number
      /** Null where the model has no price. */
      microUsd: number | null
      /** Nobody said what it cost: it counts in full. */
      lost: boolean
    }
  /** By a call of this run, on that day. */
  | ({ type: 'budget-warned'; runId: string; day: string } & LimitReached)
  | ({ type: 'budget-exhausted'; runId: string; day: string } & BudgetShortfall)
  /** Left out of the state; the rows stay. */
  | { type: 'budget-tidied'; days: string[]; runs: string[]; away: string[] }
  /** How the scopes stand that this turn touched. */
  | {
      type: 'counts-changed'
      runs: Record<string, RunBudget>
      days: Record<string, Record<string, BudgetCount>>
    }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }

export type LimitReached = Pick<BudgetShortfall, 'scope' | 'measure' | 'limit' | 'spent'>
