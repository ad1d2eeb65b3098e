import type { BudgetView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { budgetGroups, scopeTitle } from './scope-words.ts'

const repos = [{ id: 'r1', name: 'shop' }]

test.each([
  [{ kind: 'day', key: '*' }, 'Everything together'],
  [{ kind: 'repo', key: 'r1' }, 'shop'],
  [{ kind: 'repo', key: 'r2' }, 'A repository that is gone'],
  [{ kind: 'provider', key: '*' }, 'Each provider without limits of its own'],
  [{ kind: 'tool', key: 'run' }, 'run'],
] as const)('%j is called “%s”', (scope, title) => expect(scopeTitle(scope, repos)).toBe(title))

test('budgets stand by kind, the widest first, and every kind is there', () => {
  const budget = (kind: string) => ({ scope: { kind, key: 'x' } }) as BudgetView
  const groups = budgetGroups([budget('tool'), budget('day'), budget('tool')])
  expect(groups.map(({ kind, budgets }) => [kind, budgets.length])).toEqual([
    ['day', 1],
    ['repo', 0],
    ['provider', 0],
    ['tool', 2],
  ])
})
