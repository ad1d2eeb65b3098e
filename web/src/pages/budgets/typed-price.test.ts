import { expect, test } from 'vitest'
import { priceAsTyped, priceOf } from './typed-price.ts'

const price = { inputMicroUsdPerMillion: 2_500_000, outputMicroUsdPerMillion: 10_000_000 }

test('a price is typed in dollars and counted in millionths', () => {
  expect(priceAsTyped('openai:gpt-5', price)).toEqual({ model: 'openai:gpt-5', input: '2.5', output: '10' })
  expect(priceOf({ model: ' openai:gpt-5 ', input: '$2.50', output: '10' })).toEqual({
    model: 'openai:gpt-5',
    price,
  })
  expect(priceAsTyped('a:b', null)).toEqual({ model: 'a:b', input: '', output: '' })
})

test.each([
  [{ model: 'gpt-5', input: '1', output: '1' }, /provider:model/],
  [{ model: 'openai:gpt 5', input: '1', output: '1' }, /provider:model/],
  [{ model: 'openai:gpt-5', input: '', output: '1' }, /dollars/],
  [{ model: 'openai:gpt-5', input: '1', output: '9999999999' }, /dollars/],
])('%j is no price', (typed, problem) => {
  expect(priceOf(typed)).toEqual({ problem: expect.stringMatching(problem) })
})
