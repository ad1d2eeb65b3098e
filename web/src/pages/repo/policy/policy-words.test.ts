import { expect, test } from 'vitest'
import { policyInWords } from './policy-words.ts'

const NONE = { tools: null, budget: null, pollSeconds: null }

test('a policy is said in one line', () => {
  expect(policyInWords({ maxRuns: 1, policy: NONE })).toBe('1 run at once, otherwise as usual')
  const policy = { tools: { rules: [] }, budget: { calls: 40 }, pollSeconds: { min: 30, max: 7200 } }
  expect(policyInWords({ maxRuns: 4, policy })).toBe(
    '4 runs at once, rules of its own, at most 40 calls, a look every 30 s to 2 h',
  )
  const even = { tools: null, budget: {}, pollSeconds: { min: 60, max: 60 } }
  expect(policyInWords({ maxRuns: 4, policy: even })).toBe('4 runs at once, no limits, a look every 60 s')
})
