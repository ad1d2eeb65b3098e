import type { RepoView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { policyAsTyped, readPolicy, type TypedPolicy } from './typed-policy.ts'

const NONE = { tools: null, budget: null, pollSeconds: null }
const tools = [{ id: 'read_file', argsSchema: { properties: { path: { type: 'string' } } } }]
const full: Pick<RepoView, 'maxRuns' | 'policy'> = {
  maxRuns: 2,
  policy: {
    tools: { rules: [{ tool: 'read_file', where: { path: 'src/**' }, verdict: 'ask' }] },
    budget: { calls: 40, seconds: 90 },
    pollSeconds: { min: 30, max: 7200 },
  },
}
const usual = policyAsTyped({ maxRuns: 4, policy: NONE })
const read = (changes: Partial<TypedPolicy>) => readPolicy({ ...usual, ...changes }, { maxRuns: 4 }, tools)

describe('a policy in its form', () => {
  test('comes back as it was', () => {
    expect(readPolicy(policyAsTyped(full), full, tools)).toMatchObject({
      terms: { policy: full.policy },
      problems: {},
    })
    expect(read({}).terms).toEqual({ policy: NONE })
  })

  test('is spoken of in minutes', () => {
    expect(policyAsTyped(full)).toMatchObject({ least: '0.5', most: '120' })
  })

  test('tells no rules and no limits from none of its own', () => {
    expect(read({ rules: [], limits: {} }).terms.policy).toEqual({
      ...NONE,
      tools: { rules: [] },
      budget: {},
    })
  })

  test('says of the places what was changed, and that they are as many as usual', () => {
    expect(read({ places: '9' }).terms.maxRuns).toBe(9)
    expect(read({ places: ' ' }).terms.maxRuns).toBeNull()
  })

  test('has both bounds where one was given', () => {
    expect(read({ least: '10' }).terms.policy.pollSeconds).toEqual({ min: 600, max: 86_400 })
    expect(read({ most: '10' }).terms.policy.pollSeconds).toEqual({ min: 30, max: 600 })
  })

  test('says what is wrong where it is', () => {
    const wrong = read({ places: '0', limits: { calls: 'many' }, least: 'soon', most: '1441' })
    expect(Object.keys(wrong.problems).sort()).toEqual(['least', 'limits.calls', 'most', 'places'])
    expect(read({ least: '0.4' }).problems.least).toContain('at least 30 s and at most 24 h')
    expect(Object.keys(read({ least: '20', most: '10' }).problems)).toEqual(['most'])
    for (const places of ['65', '1.5', 'x'])
      expect(read({ places }).problems.places).toContain('from 1 to 64')
  })
})
