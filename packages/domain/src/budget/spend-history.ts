import { daysAfter, daysFrom, firstDayOfMonth } from '../values/days.ts'
import type { Amounts } from './budget.ts'
import { forecastMonth } from './spend-forecast.ts'
import type { DaySpend, SpendHistoryView } from './spend-history-schema.ts'

const SHOWN_DAYS = 30

/** What was counted on one day: of everything, or of one provider of models. */
export interface CountedSpend {
  day: string
  /** Null: of the whole workspace. */
  provider: string | null
  spent: Amounts
  unpricedCalls: number
}

type Totals = Omit<DaySpend, 'day'>

/** The days whose counts make a history: those that are shown, and the month so far, which may be a day longer. */
export const daysOfHistory = (today: string): string[] => {
  const [month, shown] = [firstDayOfMonth(today), daysAfter(today, 1 - SHOWN_DAYS)]
  return daysFrom(month < shown ? month : shown, today)
}

/** What was spent lately, day by day and by provider, and where the month goes. */
export function spendHistory(today: string, counts: readonly CountedSpend[]): SpendHistoryView {
  const all = daysOfHistory(today).map((day) => ({
    day,
    ...totalsOf(counts.filter((count) => count.provider === null && count.day === day)),
  }))
  const shown = all.slice(-SHOWN_DAYS)
  const month = counts.filter(({ day, provider }) => provider === null && day >= firstDayOfMonth(today))
  return {
    days: shown,
    month: totalsOf(month),
    providers: byProvider(counts, shown[0]!.day),
    forecast: forecastMonth(all),
  }
}

function byProvider(counts: readonly CountedSpend[], since: string): SpendHistoryView['providers'] {
  const ofProviders = counts.filter(({ day, provider }) => provider !== null && day >= since)
  const names = new Set(ofProviders.map(({ provider }) => provider!))
  return [...names]
    .map((provider) => ({
      provider,
      ...totalsOf(ofProviders.filter((count) => count.provider === provider)),
    }))
    .sort(
      (one, other) =>
        other.microUsd - one.microUsd ||
        other.tokens - one.tokens ||
        (one.provider < other.provider ? -1 : 1),
    )
}

function totalsOf(counts: readonly CountedSpend[]): Totals {
  const sum = (of: (count: CountedSpend) => number | undefined) =>
    counts.reduce((total, count) => total + (of(count) ?? 0), 0)
  return {
    microUsd: sum(({ spent }) => spent.microUsd),
    tokens: sum(({ spent }) => spent.tokens),
    calls: sum(({ spent }) => spent.calls),
    unpricedCalls: sum(({ unpricedCalls }) => unpricedCalls),
  }
}
