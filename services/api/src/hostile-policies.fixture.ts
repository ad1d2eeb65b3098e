import { json, withEach } from './hostile-parts.fixture.ts'
import type { HostileRequest } from './hostile-requests.fixture.ts'

const SECONDS = [null, 29, -1, 60.5, '60', 86_401, 1e21, [60], {}, true]
const AMOUNTS = [null, -1, 0.5, '1', 1e13, [1], {}]

/** Policies that no repository of this machine may have: it has nothing to be polled. */
export function hostilePolicies(repoId: string): HostileRequest[] {
  const bounds = { min: 60, max: 600 }
  const rule = { tool: 'run', where: { argv: ['npm', 'test'] }, verdict: 'allow' }
  const rules = [
    ...withEach(rule, 'tool', [undefined, null, 1, '', 'a b', 'a\u0000', 'x'.repeat(101), ['run']]),
    ...withEach(rule, 'verdict', [undefined, null, '', 'Allow', 'allow ', '__proto__', ['allow']]),
    ...withEach(rule, 'where', [null, [], 'x', { argv: 1 }, { argv: [1] }, { 'a b': 'x' }, { path: 'a\nb' }]),
    ...withEach(rule, 'then', ['allow']),
  ].map((text) => ({ tools: { rules: [JSON.parse(text)] } }))
  const tools = [
    ...[[], 'allow', 1, true, {}, { rules: null }, { rules: {} }, { rules: [null] }, { rules: ['run'] }],
    { rules: [rule], more: true },
    { rules: Array.from({ length: 101 }, () => rule) },
    { rules: Array.from({ length: 80 }, () => ({ ...rule, where: { path: 'x'.repeat(1_000) } })) },
  ]
  const budgets = [
    ...[[], 'x', 1, true, { dollars: 1 }, { Calls: 1 }],
    ...['calls', 'tokens', 'microUsd', 'seconds'].flatMap((measure) =>
      AMOUNTS.map((amount) => ({ [measure]: amount })),
    ),
  ]
  const polls = [
    ...[[], 60, '60', true, {}, { min: 60 }, { max: 60 }, { ...bounds, more: 1 }, bounds],
    { min: 600, max: 60 },
    ...SECONDS.flatMap((seconds) => [
      { ...bounds, min: seconds },
      { ...bounds, max: seconds },
    ]),
  ]
  const policies = [
    ...[null, [], 'x', 1, true, {}, { rules: [] }, { Tools: null }, { tools: null, more: 1 }],
    ...rules,
    ...tools.map((each) => ({ tools: each })),
    ...budgets.map((each) => ({ budget: each })),
    ...polls.map((each) => ({ pollSeconds: each })),
  ]
  const bodies = [
    ...policies.map((policy) => ({ policy })),
    { policy: { budget: { calls: 1 } }, status: 'active' },
    { policy: { budget: { calls: 1 } }, status: 'disabled', maxRuns: 2 },
    { policy: { budget: { calls: 1 } }, maxRuns: 65 },
    { policy: { budget: { calls: 1 } }, by: 'operator' },
    { tools: null },
  ]
  return bodies.map((body) => ({
    name: 'policy',
    method: 'PATCH',
    url: `/api/repos/${repoId}`,
    body: json(body),
  }))
}
