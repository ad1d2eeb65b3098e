import type { BudgetLimits, BudgetMeasure } from '@pm-bot/domain'
import { amountInWords } from './amounts.ts'

const ORDER: readonly BudgetMeasure[] = ['calls', 'tokens', 'microUsd', 'seconds']

/** `200 calls, 1,000,000 tokens, 1 h at work`; an empty text where nothing is limited. */
export const limitsInWords = (limits: BudgetLimits): string =>
  ORDER.filter((measure) => limits[measure] !== undefined)
    .map((measure) => amountInWords(measure, limits[measure]!) + (measure === 'seconds' ? ' at work' : ''))
    .join(', ')
