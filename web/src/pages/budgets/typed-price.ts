import type { ModelPrice } from '@pm-bot/domain'
import { amountAsTyped, typedAmount } from '../../ui/budget/amounts.ts'

/** In dollars per million tokens, as typed. */
export interface TypedPrice {
  model: string
  input: string
  output: string
}

/** A million dollars for a million tokens: the api takes no more. */
const MOST = 1_000_000_000_000

/** Dollars per million tokens, as typed, are what the api counts in millionths. */
export function priceOf({
  model,
  input,
  output,
}: TypedPrice): { model: string; price: ModelPrice } | { problem: string } {
  const name = model.trim()
  if (!/^[^:\s]+:\S+$/.test(name) || name.length > 200)
    return { problem: 'Name the model as provider:model, e.g. openai:gpt-5.' }
  const [ofInput, ofOutput] = [typedAmount('microUsd', input), typedAmount('microUsd', output)]
  if (ofInput === undefined || ofOutput === undefined || ofInput > MOST || ofOutput > MOST)
    return { problem: 'Both prices are dollars for a million tokens, e.g. 2.50; 0 is free.' }
  return { model: name, price: { inputMicroUsdPerMillion: ofInput, outputMicroUsdPerMillion: ofOutput } }
}

export const priceAsTyped = (model: string, price: ModelPrice | null): TypedPrice => ({
  model,
  input: price ? amountAsTyped('microUsd', price.inputMicroUsdPerMillion) : '',
  output: price ? amountAsTyped('microUsd', price.outputMicroUsdPerMillion) : '',
})
