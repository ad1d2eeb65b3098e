import type { SpendPayload } from '@pm-bot/domain'
import { amountInWords, typedAmount, UNIT_WORDS } from '../../../ui/budget/amounts.ts'
import type { Terms } from '../terms.ts'

/** What an approval of more spending sends, from what was typed. */
export function extensionTerms({ shortfall }: SpendPayload, typed: string): Terms {
  const { measure, limit, spent, reserved, needed } = shortfall
  const amount = typedAmount(measure, typed)
  if (amount === undefined || amount < 1)
    return { label: 'Extend', problem: `Give a number of ${UNIT_WORDS[measure]} above 0.` }
  const missing = spent + reserved + needed - limit
  const isShort = amount < missing
  return {
    label: `Extend by ${amountInWords(measure, amount)}`,
    ...(isShort
      ? {
          says: `The limit grows, but the next call may need ${amountInWords(measure, missing)} more than it is now: you may be asked again at once.`,
        }
      : {}),
    said: { payload: { extendBy: amount } },
  }
}
