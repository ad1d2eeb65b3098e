import { expect, test } from 'vitest'
import { moved, policyOf, rulesAsTyped } from './typed-rules.ts'

const tools = [
  {
    id: 'run',
    argsSchema: {
      properties: { argv: { type: 'array', items: { type: 'string' } }, network: { type: 'boolean' } },
    },
  },
  { id: 'read_file', argsSchema: { properties: { path: { type: 'string' } } } },
]
const policy = {
  rules: [
    { tool: 'read_file', verdict: 'allow' as const },
    { tool: 'run', where: { argv: ['npm', '**'], network: 'true' }, verdict: 'ask' as const },
  ],
}

test('rules come back from the editor as they were', () => {
  expect(policyOf(rulesAsTyped(policy), tools)).toEqual({ policy, problems: new Map() })
})

test('what no field shows is kept: of tools that are not known, and while none is', () => {
  const foreign = {
    rules: [{ tool: 'crm.delete', where: { id: ['1', '*'], kind: 'draft' }, verdict: 'allow' as const }],
  }
  expect(policyOf(rulesAsTyped(foreign), tools).policy).toEqual(foreign)
  expect(policyOf(rulesAsTyped(policy), []).policy).toEqual(policy)
  const [, run] = rulesAsTyped(policy)
  const { rules } = policyOf([{ ...run!, where: {} }], tools).policy
  expect(rules).toEqual([{ tool: 'run', verdict: 'ask' }])
})

test('what is wrong with a rule is said at its row', () => {
  const [first, second] = rulesAsTyped(policy)
  const { problems } = policyOf([first!, { ...second!, where: { argv: `'` } }], tools)
  expect([...problems.keys()]).toEqual([1])
})

test('a rule is moved up and down, and no further than the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})
