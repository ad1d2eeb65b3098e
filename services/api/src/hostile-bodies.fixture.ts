import { newId } from '@pm-bot/domain'
import { hostileBudgets } from './hostile-budgets.fixture.ts'
import { hostileNotifiers } from './hostile-notifiers.fixture.ts'
import { json, withEach, without } from './hostile-parts.fixture.ts'
import { hostilePolicies } from './hostile-policies.fixture.ts'
import type { HostileRequest, Targets } from './hostile-requests.fixture.ts'

const NUL = '\u0000'
const TOO_LARGE = JSON.stringify({ name: 'x'.repeat(1024 * 1024) })
const deep = (levels: number) => `{"spec":${'['.repeat(levels)}${']'.repeat(levels)}}`

/** Bodies that no command takes, whatever its fields are. */
const NO_BODY_AT_ALL: [name: string, body: string | Buffer, headers?: Record<string, string>][] = [
  ['empty', ''],
  ['null', 'null'],
  ['an array', '[]'],
  ['a string', '"x"'],
  ['a number', '1'],
  ['half an object', '{"a":'],
  ['two values', '{}{}'],
  ['a comment', '{/* */}'],
  ['NaN', '{"a":NaN}'],
  ['an unknown key', '{"isAdmin":true}'],
  ['a prototype key', '{"__proto__":{"by":"x"}}'],
  ['an escaped prototype key', '{"\\u005f_proto__":{"by":"x"}}'],
  ['a constructor key', '{"constructor":{"prototype":{"by":"x"}}}'],
  ['40 levels', deep(40)],
  ['100,000 levels', deep(100_000)],
  ['more than 1 MB', TOO_LARGE],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le')],
  ['half a surrogate pair', '{"name":"\\ud800"}'],
  ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', '{"name":"x"}', { 'content-type': 'text/plain' }],
  ['a multipart form', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['a type that only looks like JSON', '{"name":"x"}', { 'content-type': 'text/plain; application/json' }],
  ['another charset', '{"name":"x"}', { 'content-type': 'application/json; charset=utf-16' }],
  ['compressed', '{"name":"x"}', { 'content-encoding': 'gzip' }],
  ['from another site', '{}', { 'sec-fetch-site': 'cross-site' }],
  ['from another origin', '{}', { origin: 'https://evil.example' }],
  ['to another host', '{}', { host: 'evil.example' }],
  ['with a key of 256 characters', '{}', { 'idempotency-key': 'k'.repeat(256) }],
  ['with a key with a space', '{}', { 'idempotency-key': 'a b' }],
  ['with a key that is not ASCII', '{}', { 'idempotency-key': 'schlüssel' }],
]

export function hostileBodies({ repoId, runId, item, workspaceId }: Targets): HostileRequest[] {
  const commands: [method: string, url: string][] = [
    ['POST', '/api/workspaces'],
    ['PATCH', `/api/workspaces/${workspaceId}`],
    ['POST', `/api/workspaces/${workspaceId}/pause`],
    ['POST', `/api/workspaces/${workspaceId}/resume`],
    ['POST', '/api/repos'],
    ['PATCH', `/api/repos/${repoId}`],
    ['POST', '/api/runs'],
    ['POST', `/api/runs/${runId}/approve`],
    ['POST', `/api/runs/${runId}/reject`],
    ['POST', `/api/runs/${runId}/cancel`],
    ['POST', `/api/runs/${runId}/retry`],
    ['POST', `/api/runs/${runId}/steer`],
    ['POST', `/api/runs/${runId}/follow-up`],
    ['POST', `/api/runs/${runId}/fork`],
    ['POST', '/api/run-templates'],
    ['PATCH', `/api/run-templates/${newId()}`],
    ['POST', `/api/run-templates/${newId()}/propose`],
    ['POST', '/api/schedules'],
    ['PATCH', `/api/schedules/${newId()}`],
    ['POST', `/api/schedules/${newId()}/run`],
    ['POST', `/api/runs/${runId}/pull-request/close`],
    ['POST', `/api/runs/${runId}/pull-request/delete-branch`],
    ['POST', `/api/inbox/${item.id}/decision`],
    ['POST', '/api/inbox/decisions'],
    ['POST', '/api/grants'],
    ['POST', '/api/notifiers'],
    ['PATCH', `/api/notifiers/${newId()}`],
    ['POST', `/api/notifiers/${newId()}/test`],
    ['PUT', '/api/budgets'],
    ['PUT', '/api/prices'],
    ['POST', '/api/queues/runs/pause'],
    ['POST', `/api/queues/runs/jobs/${newId()}/retry`],
    ['POST', '/api/queues/runs/redrive'],
    ['POST', '/api/queues/runs/purge'],
    ['POST', `/api/actors/run/${runId}/messages/x/edit`],
    ['POST', '/api/workers/nobody/drain'],
  ]
  const nonsense = commands.flatMap(([method, url]) =>
    NO_BODY_AT_ALL.map(([name, body, headers]) => ({
      name,
      method,
      url,
      body,
      ...(headers ? { headers } : {}),
    })),
  )

  const run = { repoId, goal: 'g', graphId: 'run_command/v1', spec: { command: ['true'] } }
  const runs = [
    ...without(run),
    ...withEach(run, 'repoId', [null, 1, '', repoId.toUpperCase(), `${repoId} `, "' or 1=1 --", {}, newId()]),
    ...withEach(run, 'goal', [
      null,
      7,
      '',
      ' ',
      'x'.repeat(501),
      'a\nb',
      `a${NUL}b`,
      ['g'],
      { toString: 'x' },
    ]),
    ...withEach(run, 'graphId', [null, '', 'nope', 'x'.repeat(101), '__proto__', 'constructor', 'toString']),
    ...withEach(run, 'spec', [null, [], 'x', {}, { command: [] }, { command: 'true' }, { command: [''] }]),
    ...withEach(run, 'spec', [{ command: ['a\u0000b'] }, { command: ['a'], extra: 1 }, { command: [1] }]),
    ...withEach(run, 'spec', [
      { command: ['a'], timeoutSeconds: 0 },
      { command: ['a'], timeoutSeconds: '60' },
    ]),
    ...withEach(run, 'tools', [
      null,
      'all',
      [],
      {},
      { rules: null },
      { rules: [{}] },
      { rules: [{ tool: 'run', verdict: 'ALLOW' }] },
      { rules: [{ tool: 'a b', verdict: 'allow' }] },
      { rules: [{ tool: 'run', verdict: 'allow', where: [] }] },
      { rules: [{ tool: 'run', verdict: 'allow', where: { argv: 1 } }] },
      { rules: [{ tool: 'run', verdict: 'allow', where: { argv: [`a${NUL}`] } }] },
      { rules: Array.from({ length: 101 }, () => ({ tool: 'run', verdict: 'allow' })) },
      { rules: [], extra: 1 },
      // Nothing is wrong with it, but for a command, which uses no tools.
      { rules: [] },
    ]),
    ...withEach(run, 'budget', [null, 1, [], { tokens: -1 }, { tokens: 1.5 }, { tokens: '1' }, { gold: 1 }]),
    ...withEach(run, 'by', ['root']),
    ...withEach(run, 'status', ['approved']),
  ].map((body) => ({ name: 'run', method: 'POST', url: '/api/runs', body }))

  const template = { name: 'n', ...run }
  const templates = [
    ...without(template),
    ...withEach(template, 'name', [null, 1, '', ' ', 'x'.repeat(101), `a${NUL}b`, 'a\nb']),
    ...withEach(template, 'repoId', [null, '', newId()]),
    ...withEach(template, 'spec', [null, {}, { command: [] }]),
    ...withEach(template, 'contentHash', ['f'.repeat(64)]),
    ...withEach(template, 'by', ['schedule:x']),
  ].map((body) => ({ name: 'template', method: 'POST', url: '/api/run-templates', body }))
  const schedule = { templateId: newId(), cron: '0 6 * * *', timeZone: 'UTC' }
  const permission = { contentHash: 'f'.repeat(64), uses: 1 }
  const schedules = [
    ...without(schedule),
    ...withEach(schedule, 'cron', [
      null,
      '',
      '@daily',
      '? * * * *',
      '* * * * * *',
      '* * * *',
      `0 6 * * ${NUL}`,
    ]),
    ...withEach(schedule, 'timeZone', [null, '', '../etc/passwd', '+02:00', 'x'.repeat(101), `UTC${NUL}`]),
    ...withEach(schedule, 'catchUp', [null, '', 'ALL', 1]),
    ...withEach(schedule, 'catchUpMost', [0, 11, 1.5, '3']),
    ...withEach(schedule, 'release', [null, 'by-itself', 'by-grant']),
    ...withEach(schedule, 'permission', [
      null,
      {},
      permission,
      { ...permission, uses: 0 },
      { ...permission, uses: 1e9 },
      { ...permission, until: 'tomorrow' },
      { ...permission, grantId: newId() },
    ]),
    ...withEach(schedule, 'firings', [[]]),
    ...withEach(schedule, 'by', ['operator']),
  ].map((body) => ({ name: 'schedule', method: 'POST', url: '/api/schedules', body }))
  const fork = { checkpointId: newId() }
  const forks = [
    ...withEach(fork, 'checkpointId', [null, 1, '', '../x', `a${NUL}`, 'x'.repeat(101), newId()]),
    ...withEach(fork, 'budget', [null, 1, [], { tokens: -1 }, { tokens: 1.5 }, { tokens: '1' }, { gold: 1 }]),
    ...withEach(fork, 'budget', [{}, { tokens: 1e13 }]),
    ...withEach(fork, 'tools', [{ rules: [] }]),
  ].map((body) => ({ name: 'fork', method: 'POST', url: `/api/runs/${runId}/fork`, body }))
  const places = [0, -1, 1.5, 65, '2', true, [2]].map((maxRuns) => ({
    name: 'places',
    method: 'PATCH',
    url: `/api/repos/${repoId}`,
    body: json({ maxRuns }),
  }))
  const both = { name: 'places', method: 'PATCH', url: `/api/repos/${repoId}` }
  const again = [
    ...templates,
    ...schedules,
    ...forks,
    ...places,
    ...hostilePolicies(repoId),
    { ...both, body: json({ maxRuns: 2, status: 'active' }) },
    { ...both, body: '{}' },
  ]

  const decision = { action: 'approve', version: item.version, subjectHash: item.subjectHash }
  const hashes = ['', 'f'.repeat(63), item.subjectHash.toUpperCase(), null, [item.subjectHash]]
  const versions = [null, -1, 1.5, '1', true, [1], 2 ** 63]
  const decisions = [
    ...without(decision),
    ...withEach(decision, 'action', [null, '', 'APPROVE', 'approve ', 'delete', '__proto__', ['approve'], 1]),
    ...withEach(decision, 'version', [...versions, 1e21]),
    ...withEach(decision, 'subjectHash', hashes),
    ...withEach(decision, 'reason', [1, null, {}, 'x'.repeat(2001), 'a\u0000b']),
    // A start has no call that a grant could be of, and nothing that could be edited.
    ...withEach(decision, 'scope', [
      null,
      'run',
      {},
      { kind: 'ever' },
      { kind: 'run' },
      { kind: 'calls', count: 0 },
    ]),
    ...withEach(decision, 'payload', [null, 1, 'x', {}, [], { goal: 'another' }]),
    ...withEach(decision, 'by', ['operator']),
    ...withEach(decision, 'decisionId', [newId()]),
    JSON.stringify(decision).replace(/"version":\d+/, '"version":1e400'),
    ...[null, 1, 'x', [], {}, { until: 1 }, { until: 'soon' }, { until: '2020-01-01T00:00:00Z' }].map(
      (payload) => JSON.stringify({ ...decision, action: 'snooze', payload }),
    ),
  ].map((body) => ({ name: 'decision', method: 'POST', url: `/api/inbox/${item.id}/decision`, body }))
  const one = { itemId: item.id, ...decision }
  const several = [
    { decisions: [] },
    { decisions: [one, one] },
    { decisions: Array.from({ length: 101 }, () => one) },
    { decisions: [one, { ...one, itemId: 'x' }] },
    { decisions: [one], by: 'operator' },
    ...without(one).map((body) => ({ decisions: [one, JSON.parse(body)] })),
  ].map((body) => ({
    name: 'decisions',
    method: 'POST',
    url: '/api/inbox/decisions',
    body: JSON.stringify(body),
  }))

  const grant = { tool: 'run', where: { argv: ['npm', 'test'] }, repoId }
  const grants = [
    ...withEach(grant, 'tool', [null, undefined, 1, '', 'x'.repeat(101), 'a b', 'a\nb', ['run']]),
    ...withEach(grant, 'where', [
      null,
      [],
      'x',
      { argv: 1 },
      { argv: [1] },
      { argv: { x: 'y' } },
      { '': 'x' },
    ]),
    ...withEach(grant, 'where', [
      { path: `a${NUL}` },
      { path: 'a\nb' },
      { path: 'x'.repeat(1001) },
      { 'a b': '' },
    ]),
    ...withEach(grant, 'repoId', [null, 1, '', repoId.toUpperCase(), newId()]),
    ...withEach(grant, 'runId', [null, 1, '', newId()]),
    ...withEach(grant, 'workspaceId', [null, newId()]),
    ...withEach(grant, 'uses', [null, 0, -1, 1.5, '1', 2 ** 53, true]),
    ...withEach(grant, 'until', [
      null,
      1,
      '',
      'tomorrow',
      '2999-01-01',
      '0000-01-01T00:00:00Z',
      '2999-13-01T00:00:00Z',
    ]),
    ...withEach(grant, 'coversTainted', [null, 'true', 1]),
    ...withEach(grant, 'by', ['operator']),
    ...withEach(grant, 'itemId', [item.id]),
    ...withEach(grant, 'grantId', [newId()]),
  ].map((body) => ({ name: 'grant', method: 'POST', url: '/api/grants', body }))

  const words = [null, 1, '', ' \n ', 'x'.repeat(4001), `a${NUL}b`, ['x'], { text: 'x' }]
  const steers = words.map((text) => ({
    name: 'steer',
    method: 'POST',
    url: `/api/runs/${runId}/steer`,
    body: json({ text }),
  }))

  const paths = [null, 1, '', 'relative', './x', '~/x', 'C:\\x', '/no/such/place', '/etc/passwd', 'a\u0000']
  const repos = paths.map((path) => ({
    name: 'repo',
    method: 'POST',
    url: '/api/repos',
    body: json({ path }),
  }))
  const names = [null, 1, '', '   ', 'x'.repeat(101), 'a\tb', 'a\u0000b', ['x']]
  const workspaces = names.map((name) => ({
    name: 'workspace',
    method: 'POST',
    url: '/api/workspaces',
    body: json({ name }),
  }))
  const purge = { state: 'failed', preview: true }
  const purges = [
    ...withEach(purge, 'state', [null, 1, '', 'active', 'open', 'FAILED', ['failed']]),
    ...withEach(purge, 'olderThan', [
      null,
      1,
      '',
      'yesterday',
      '2026-13-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
      '2026-01-01',
      "' or 1=1",
    ]),
    ...withEach(purge, 'preview', [null, 'true', 1]),
    ...withEach(purge, 'by', ['operator']),
  ].map((body) => ({ name: 'purge', method: 'POST', url: '/api/queues/runs/purge', body }))
  const redrives = [
    ...withEach({}, 'verb', [null, 1, '', 'x'.repeat(101), `run${NUL}agent`, ['run-agent']]),
    ...withEach({}, 'failedAfter', [null, 0, '', '0000-01-01T00:00:00Z', '2026-01-01T24:00:00Z']),
  ].map((body) => ({ name: 'redrive', method: 'POST', url: '/api/queues/runs/redrive', body }))
  const edits = [null, 1, 'x', [], [{}]].map((body) => ({
    name: 'edit',
    method: 'POST',
    url: `/api/actors/run/${runId}/messages/x/edit`,
    body: json({ body }),
  }))
  return [
    ...nonsense,
    ...runs,
    ...again,
    ...decisions,
    ...several,
    ...steers,
    ...grants,
    ...repos,
    ...workspaces,
    ...purges,
    ...redrives,
    ...hostileBudgets(workspaceId),
    ...hostileNotifiers(),
    ...edits,
  ]
}
