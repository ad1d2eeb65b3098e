import { newId } from '@pm-bot/domain'
import { withEach, without } from './hostile-parts.fixture.ts'
import type { HostileRequest } from './hostile-requests.fixture.ts'

const AMOUNTS = [null, -1, 0.5, '1', 1e13, [1], {}]

/** Limits and prices that nobody may set. */
export function hostileBudgets(workspaceId: string): HostileRequest[] {
  const budget = { scope: { kind: 'day', key: '*' }, limits: { calls: 1 } }
  const kinds = [null, 1, '', 'Day', 'workspace', '__proto__', ['day']]
  const keys = [null, 1, '', ' ', 'a\u0000b', 'x'.repeat(201)]
  const scopes = [
    ...[null, 'day', {}, { kind: 'day' }, { kind: 'day', key: '2026-05-01' }],
    ...kinds.map((kind) => ({ kind, key: '*' })),
    ...keys.map((key) => ({ kind: 'provider', key })),
    ...['*', newId()].map((key) => ({ kind: 'run', key })),
    ...["' or 1=1 --", newId()].map((key) => ({ kind: 'repo', key })),
  ]
  const limits = [
    ...[null, [], 'x', { calls: 1, dollars: 1 }, { Calls: 1 }],
    ...['calls', 'tokens', 'microUsd', 'seconds'].flatMap((measure) =>
      AMOUNTS.map((amount) => ({ [measure]: amount })),
    ),
  ]
  const workspaceIds = [null, 1, '', `${workspaceId} `, newId()]
  const budgets = [
    ...without(budget),
    ...withEach(budget, 'workspaceId', workspaceIds),
    ...withEach(budget, 'scope', scopes),
    ...withEach(budget, 'limits', limits),
    ...withEach(budget, 'by', ['operator']),
  ].map((body) => ({ name: 'budget', method: 'PUT', url: '/api/budgets', body }))

  const cost = { inputMicroUsdPerMillion: 1, outputMicroUsdPerMillion: 1 }
  const price = { model: 'openai:small', price: cost }
  const models = [null, 1, '', 'small', ':', 'a:', ':b', 'a b:c', 'a:\u0000', 'x:'.repeat(101)]
  const prices = [
    ...without(price),
    ...withEach(price, 'model', models),
    ...withEach(price, 'price', [1, [], {}, { ...cost, cachedMicroUsdPerMillion: 1 }]),
    ...withEach(
      price,
      'price',
      AMOUNTS.map((amount) => ({ ...cost, inputMicroUsdPerMillion: amount })),
    ),
    ...withEach(price, 'workspaceId', workspaceIds),
  ].map((body) => ({ name: 'price', method: 'PUT', url: '/api/prices', body }))
  return [...budgets, ...prices]
}
