import {
  type Amounts,
  type Budget,
  FREE_PROVIDERS,
  type ModelPrice,
  type SpendRequest,
  type Spent,
} from './budget.ts'
import { perMeasure } from './budget-scopes.ts'

export const addAmounts = (one: Amounts, other: Amounts): Amounts =>
  perMeasure((measure) => (one[measure] ?? 0) + (other[measure] ?? 0) || undefined)

export const subtractAmounts = (from: Amounts, what: Amounts): Amounts =>
  perMeasure((measure) => Math.max(0, (from[measure] ?? 0) - (what[measure] ?? 0)) || undefined)

/** Whether these are numbers that can be counted. */
export const isCountable = ({ inputTokens, outputTokens, seconds }: Spent): boolean =>
  [inputTokens, outputTokens, seconds].every((number) => Number.isFinite(number) && number <= MOST)

/** Far beyond any call, and far from where sums stop being exact. */
const MOST = 1e12

/** What a call counts, in whole units, rounded up: one call, its tokens, its seconds, its price where that is known. */
export function amountsOf(cost: Spent, price: ModelPrice | null): Amounts {
  const [input, output, seconds] = [whole(cost.inputTokens), whole(cost.outputTokens), whole(cost.seconds)]
  return addAmounts(
    { calls: 1, tokens: input + output, seconds },
    { microUsd: price === null ? 0 : priceOf(input, output, price) },
  )
}

export const whole = (number: number): number => Math.max(0, Math.ceil(number))

/** In millionths of a dollar, rounded up. */
function priceOf(input: number, output: number, price: ModelPrice): number {
  const millionths =
    BigInt(input) * BigInt(price.inputMicroUsdPerMillion) +
    BigInt(output) * BigInt(price.outputMicroUsdPerMillion)
  return Number((millionths + 999_999n) / 1_000_000n)
}

/** What its tokens cost; null for a model that nobody set a price for. Tools cost no money. */
export function modelPrice({ prices }: Budget, { provider, model }: SpendRequest): ModelPrice | null {
  if (model === null) return FREE
  if (Object.hasOwn(prices, model)) return prices[model]!
  return provider !== null && FREE_PROVIDERS.includes(provider) ? FREE : null
}

const FREE: ModelPrice = { inputMicroUsdPerMillion: 0, outputMicroUsdPerMillion: 0 }
