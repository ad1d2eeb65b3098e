import type { SpendHistoryView } from '@pm-bot/domain'
import { amountInWords } from '../../ui/budget/amounts.ts'
import { plural } from '../../ui/time.ts'

/** What a look back can show, and what it is called. */
export const SPEND_MEASURES = { microUsd: 'Money', tokens: 'Tokens', calls: 'Calls' } as const
export type SpendMeasure = keyof typeof SPEND_MEASURES

/** Money, unless none of it is known. */
export const usualMeasure = ({ days, month }: Pick<SpendHistoryView, 'days' | 'month'>): SpendMeasure =>
  [month, ...days].some(({ microUsd }) => microUsd > 0) ? 'microUsd' : 'tokens'

const dayOfUtc = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** A day of UTC, as short as an axis has room for. */
export const dayName = (day: string): string => dayOfUtc.format(new Date(day))

const cents = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' })
const rough = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
})

/** A sum as a person says it: of dollars, cents are enough. */
export const sumInWords = (measure: SpendMeasure, amount: number): string =>
  measure === 'microUsd' && amount >= 1_000_000
    ? cents.format(amount / 1_000_000)
    : amountInWords(measure, amount)

/** As exact as a forecast can be. */
const aboutDollars = (microUsd: number): string =>
  (microUsd < 1_000_000 ? rough : cents).format(microUsd / 1_000_000)

export interface ForecastWords {
  sentence: string
  /** What it rests on. */
  basis: string
}

/** Where the month goes, and on what that rests. */
export function forecastInWords({ forecast }: Pick<SpendHistoryView, 'forecast'>): ForecastWords {
  if (!forecast)
    return {
      sentence: 'No forecast yet.',
      basis: 'It takes spend on three of the seven days before today.',
    }
  const { microUsd, from, to, days, spentDays, unpricedCalls } = forecast
  const span = `It rests on ${dayName(from)} to ${dayName(to)}, with spend on ${spentDays} of these days.`
  return {
    sentence: `At the pace of the last ${days} days this month ends at about ${aboutDollars(microUsd)}.`,
    basis: unpricedCalls === 0 ? span : `${span} ${withoutPrice(unpricedCalls)} in it.`,
  }
}

/** What the amounts of money leave out; undefined where that is nothing. */
export function unpricedInWords({ days }: Pick<SpendHistoryView, 'days'>): string | undefined {
  const count = days.reduce((sum, day) => sum + day.unpricedCalls, 0)
  return count === 0 ? undefined : `${withoutPrice(count)} in these amounts of money.`
}

const withoutPrice = (calls: number): string =>
  `${plural(calls, 'call')} of models without a price ${calls === 1 ? 'is' : 'are'} not`

/** How much of all of them, in whole percent. */
export function shareInWords(part: number, whole: number): string {
  if (whole === 0) return ''
  const percent = (part / whole) * 100
  return percent > 0 && percent < 1 ? 'less than 1 %' : `${Math.round(percent)} %`
}

/** The picture in one sentence, for whoever does not see it. */
export function daysInWords({ days }: Pick<SpendHistoryView, 'days'>, measure: SpendMeasure): string {
  const most = days.reduce((one, other) => (other[measure] > one[measure] ? other : one))
  const total = days.reduce((sum, day) => sum + day[measure], 0)
  return total === 0
    ? `Nothing in the last ${days.length} days.`
    : `${sumInWords(measure, total)} in the last ${days.length} days, the most on ${dayName(most.day)}: ${sumInWords(measure, most[measure])}.`
}
