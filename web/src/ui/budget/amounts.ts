import type { BudgetMeasure } from '@pm-bot/domain'
import { plural } from '../time.ts'
import { dollars } from './dollars.ts'

const few = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 })

/** With its unit, as a person says it: `1,200 tokens`, `$0.0125`, `200 calls`, `1 h 30 min`, `90 s`. */
export function amountInWords(measure: BudgetMeasure, amount: number): string {
  switch (measure) {
    case 'tokens':
      return plural(amount, 'token')
    case 'calls':
      return plural(amount, 'call')
    case 'microUsd':
      return dollars(amount)
    case 'seconds':
      return secondsInWords(amount)
  }
}

function secondsInWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 3600) return `${few.format(seconds / 60)} min`
  const minutes = Math.round((seconds % 3600) / 60)
  return minutes === 0 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 3600)} h ${minutes} min`
}

/** What a person types an amount in. */
export const UNIT_WORDS: Record<BudgetMeasure, string> = {
  tokens: 'tokens',
  microUsd: 'US dollars',
  calls: 'calls',
  seconds: 'minutes',
}
const PER_UNIT: Record<BudgetMeasure, number> = { tokens: 1, microUsd: 1_000_000, calls: 1, seconds: 60 }
const SUFFIXES: Record<string, number> = { '': 1, k: 1_000, m: 1_000_000 }

/** As it stands in a field: without grouping, in the unit above. */
export const amountAsTyped = (measure: BudgetMeasure, amount: number): string =>
  String(Number((amount / PER_UNIT[measure]).toFixed(6)))

/** What was typed, in the measure's own unit; undefined where it is no amount. `50k` and `1.5M` count, `1,000` too. */
export function typedAmount(measure: BudgetMeasure, text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/^\$/, '')
    .replace(/(?<=\d)[,_ ](?=\d{3}(?!\d))/g, '')
  const [, digits, suffix] = /^(\d+(?:\.\d+)?)\s*([km]?)$/i.exec(plain) ?? []
  if (digits === undefined) return undefined
  const amount = Math.round(Number(digits) * SUFFIXES[(suffix ?? '').toLowerCase()]! * PER_UNIT[measure])
  return Number.isSafeInteger(amount) ? amount : undefined
}
