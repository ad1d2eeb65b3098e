import { expect, test } from 'vitest'
import { meterParts, scopeOwner } from './spend-words.ts'

const shortfall = {
  scope: { kind: 'run' as const, key: 'r' },
  measure: 'tokens' as const,
  limit: 80,
  spent: 50,
  reserved: 20,
  needed: 30,
}

test('the bar ends where all that is needed would end', () => {
  expect(meterParts(shortfall)).toEqual({ spent: 50, reserved: 20, needed: 30, limit: 80 })
  expect(meterParts({ ...shortfall, limit: 200 })).toEqual({
    spent: 25,
    reserved: 10,
    needed: 15,
    limit: 100,
  })
  expect(meterParts({ ...shortfall, limit: 0, spent: 0, reserved: 0, needed: 0 }).limit).toBe(0)
})

test('says whose limit it is', () => {
  expect(scopeOwner({ kind: 'provider', key: 'openai' })).toBe('the provider openai, today')
})
