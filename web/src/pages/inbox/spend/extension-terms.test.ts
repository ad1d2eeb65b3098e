import type { SpendPayload } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { extensionTerms } from './extension-terms.ts'

const payload: SpendPayload = {
  kind: 'spend',
  shortfall: {
    scope: { kind: 'run', key: 'r' },
    measure: 'microUsd',
    limit: 1_000_000,
    spent: 900_000,
    reserved: 0,
    needed: 400_000,
  },
  extendBy: 1_000_000,
  goal: 'Tidy',
  repo: { repoId: 'r', name: 'shop', fullName: '/shop' },
}

test('an extension is sent in the measure’s own unit and said on the button', () => {
  expect(extensionTerms(payload, '1.50')).toEqual({
    label: 'Extend by $1.50',
    said: { payload: { extendBy: 1_500_000 } },
  })
})

test('what is too little for the next call says so, and counts all the same', () => {
  const terms = extensionTerms(payload, '0.1')
  expect(terms.says).toContain('may need $0.30 more')
  expect(terms.said).toEqual({ payload: { extendBy: 100_000 } })
})

test.each(['', '0', 'much', '-1'])('“%s” is sent nowhere', (typed) => {
  const terms = extensionTerms(payload, typed)
  expect(terms.problem).toContain('US dollars')
  expect(terms.said).toBeUndefined()
})
