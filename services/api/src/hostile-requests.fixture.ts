import { type InboxItemView, newId } from '@pm-bot/domain'

/** What is really there, so that only the request is wrong. */
export interface Targets {
  workspaceId: string
  repoId: string
  runId: string
  item: InboxItemView
}

export interface HostileRequest {
  name: string
  method: string
  url: string
  headers?: Record<string, string>
  body?: string | Buffer
}

const LISTS = [
  '/api/workspaces',
  '/api/repos',
  '/api/graphs',
  '/api/runs',
  '/api/run-templates',
  '/api/schedules',
  '/api/inbox',
  '/api/audit',
  '/api/budgets',
  '/api/prices',
  '/api/sessions',
  '/api/queues',
  '/api/queues/runs/jobs',
  '/api/actors',
  '/api/workers',
  '/api/grants',
  '/api/notifiers',
  '/api/tools',
]
const QUERIES = [
  'limit=0',
  'limit=201',
  'limit=-1',
  'limit=1.5',
  'limit=abc',
  'limit=',
  'limit=1&limit=2',
  'limit[]=1',
  'limit=1e99',
  'cursor=nope',
  'cursor=%00',
  'cursor=%ff%fe',
  `cursor=${'x'.repeat(501)}`,
  'cursor=a&cursor=b',
  'unknown=1',
  '__proto__=1',
  '__proto__[x]=1',
  'constructor=1',
]
const IDS = [
  'x',
  '0',
  '%00',
  '%0a',
  '%20',
  'null',
  '-1',
  '..%2f..%2fetc%2fpasswd',
  "'%20or%201=1--",
  '%F0%9F%92%A5',
  'x'.repeat(400),
  'x'.repeat(600),
  '00000000-0000-0000-0000-00000000000G',
]
const BROKEN = ['%', '%zz', '%c0%ae', '%E0%A4%A', 'a%']

export function hostileAddresses({ runId, repoId, item, workspaceId }: Targets): HostileRequest[] {
  const get = (name: string, url: string, headers?: Record<string, string>) => ({
    name,
    method: 'GET',
    url,
    ...(headers ? { headers } : {}),
  })
  const paths = (id: string) => [
    `/api/workspaces/${id}`,
    `/api/repos/${id}`,
    `/api/runs/${id}`,
    `/api/runs/${id}/events`,
    `/api/runs/${id}/checkpoints`,
    `/api/runs/${id}/checkpoints/${id}/state`,
    `/api/runs/${runId}/checkpoints/${id}/state`,
    `/api/runs/${id}/bundle`,
    `/api/run-templates/${id}`,
    `/api/schedules/${id}`,
    `/api/runs/${id}/spend`,
    `/api/inbox/${id}`,
    `/api/changesets/${id}`,
    `/api/changesets/${id}/diff`,
    `/api/artifacts/${id}/content`,
    `/api/queues/${id}/history`,
    `/api/queues/runs/jobs/${id}`,
    `/api/grants/${id}/uses`,
    `/api/notifiers/${id}`,
    `/api/actors/run/${id}`,
    `/api/actors/${id}/x`,
  ]
  const methods = ['PUT', 'TRACE', 'OPTIONS', 'HEAD', 'PROPFIND', 'LOCK', 'SEARCH', 'QUERY', 'PURGE']
  const json = { 'content-type': 'application/json' }
  return [
    ...LISTS.flatMap((list) => QUERIES.map((query) => get('query', `${list}?${query}`))),
    ...['status=nope', 'status=PENDING', 'kind=x', 'risk=1', 'repoId=x', 'runId='].flatMap((query) => [
      get('filter', `/api/inbox?${query}`),
      get('filter', `/api/runs?${query}`),
      get('filter', `/api/queues/runs/jobs?${query.replace('status', 'state')}`),
      get('filter', `/api/actors?${query}`),
    ]),
    ...[
      '',
      'q=%00',
      'q=a%00b',
      `q=${'x'.repeat(201)}`,
      `q=${'x'.repeat(10_000)}`,
      'q=a&q=b',
      'q[]=a',
      'q=a&kind=pr',
      'q=a&repoId=x',
      'q=a&workspaceId=1',
      'q=a&cursor=2026-01-01T00:00:00.000Z_-1',
      'q=a&cursor=9999-99-99T00:00:00.000Z_1',
      'q=a&limit=0',
      'q=a&unknown=1',
    ].map((query) => get('search', `/api/search?${query}`)),
    ...['type=', 'type=A', "type='", 'by=', 'by=%00', 'by=a&by=b', 'repoId=x', 'runId=', 'unknown=1'].flatMap(
      (query) => [get('filter', `/api/audit?${query}`), get('filter', `/api/audit/export?${query}`)],
    ),
    get('query', '/api/audit/export?limit=5'),
    get('cursor', `/api/runs/${runId}/events?cursor=-1`),
    get('cursor', `/api/runs/${runId}/transitions?cursor=1e3`),
    get('query', '/api/queues/runs/history?minutes=0'),
    get('query', '/api/queues/runs/history?minutes=1441'),
    ...[
      'kind=tool_call&kind=x',
      'risk=low&risk=low',
      'tainted=2',
      'minCostMicros=1.5',
      'olderThanSeconds=-1',
    ].map((query) => get('filter', `/api/inbox?status=pending&${query}`)),
    ...['status=open', 'zone=Done', 'zone=done&zone=done', 'repoId=x', 'cursor=1', 'runId=1'].map((query) =>
      get('filter', `/api/changesets?${query}`),
    ),
    get('filter', '/api/inbox?q=words%20of%20all'),
    get('cursor', `/api/inbox?status=pending&cursor=${newId()}`),
    get('query', '/api/inbox/counts?x=1'),
    ...['workspaceId=x', 'workspaceId=', `workspaceId=${newId()}`, 'workspaceId=%00', 'days=30', 'x=1'].map(
      (query) => get('query', `/api/budgets/history?${query}`),
    ),
    ...['workspaceId=x', `workspaceId=${newId()}`, 'workspaceId=a&workspaceId=b', 'limit=5', 'tool=run'].map(
      (query) => get('query', `/api/grants/suggestions?${query}`),
    ),
    get('query', '/api/inbox/stats?days=32'),
    get('query', '/api/health?x=1'),
    get('query', `/api/changesets/${newId()}/diff?against=%2e%2e`),
    ...IDS.flatMap((id) => paths(id).map((path) => get('id', path))),
    ...BROKEN.flatMap((id) => [get('encoding', `/api/runs/${id}`), get('encoding', `/${id}`)]),
    ...methods.flatMap((method) =>
      ['/api/runs', `/api/runs/${runId}`, '/api/nothing'].map((url) => ({
        name: 'method',
        method,
        url,
        headers: json,
      })),
    ),
    { name: 'method', method: 'DELETE', url: `/api/runs/${runId}` },
    { name: 'method', method: 'DELETE', url: `/api/workspaces/${workspaceId}` },
    { name: 'method', method: 'PATCH', url: '/api/repos', headers: json, body: '{}' },
    { name: 'method', method: 'POST', url: '/api/sessions', headers: json, body: '{}' },
    { name: 'method', method: 'GET', url: `/api/sessions/${newId()}` },
    ...IDS.map((id) => ({ name: 'id', method: 'DELETE', url: `/api/sessions/${id}` })),
    ...IDS.map((id) => ({ name: 'id', method: 'DELETE', url: `/api/grants/${id}` })),
    { name: 'no such grant', method: 'DELETE', url: `/api/grants/${newId()}` },
    ...IDS.map((id) => ({ name: 'id', method: 'DELETE', url: `/api/notifiers/${id}` })),
    { name: 'no such notifier', method: 'DELETE', url: `/api/notifiers/${newId()}` },
    get('no such grant', `/api/grants/${newId()}/uses`),
    get('filter', '/api/grants?active=maybe'),
    get('filter', '/api/grants?workspaceId=x'),
    { name: 'no such session', method: 'DELETE', url: `/api/sessions/${newId()}` },
    { name: 'query', method: 'DELETE', url: '/api/sessions?all=1' },
    { name: 'method', method: 'GET', url: `/api/runs/${runId}/approve` },
    { name: 'method', method: 'GET', url: `/api/inbox/${item.id}/decision` },
    ...['', 'x', '"1', 'W/"1"', '-1', '1.5', '"1", "2"', '9'.repeat(16)].flatMap((version) =>
      [`/api/runs/${runId}/cancel`, `/api/runs/${runId}/approve`].map((url) => ({
        name: 'version',
        method: 'POST',
        url,
        headers: { ...json, 'if-match': version },
        body: '{}',
      })),
    ),
    { name: 'version', method: 'DELETE', url: `/api/repos/${repoId}`, headers: { 'if-match': '"x"' } },
    { name: 'no such repo', method: 'DELETE', url: `/api/repos/${newId()}` },
    {
      name: 'no password is set',
      method: 'POST',
      url: '/api/session',
      headers: json,
      body: '{"password":"x"}',
    },
    ...[
      '/api/../etc/passwd',
      '/api/./runs',
      '/api//runs',
      '/api/runs/',
      '/api/runs;x=1',
      '/api/runs%2f',
      '/api/runs%3flimit=1',
      '/.env',
      '/.git/config.txt',
      '/test.sqlite3',
      '/../test.sqlite3',
      '/../../../../../../etc/passwd.txt',
      '/assets/../../test.sqlite3',
      '/assets/%2e%2e/%2e%2e/test.sqlite3',
      '/assets/..%2f..%2ftest.sqlite3',
      '/assets/..%5c..%5ctest.sqlite3',
      '/assets/%00.js',
      '/assets/app-1a2b3c.js%00.txt',
      '/docs/../create-api.ts',
      '/docs/%2e%2e/create-api.ts',
      'http://evil.example/api/runs',
      `/${'x'.repeat(20_000)}`,
    ].map((url) => get('path', url)),
    get('host', '/', { host: 'evil.example' }),
    get('origin', '/api/events', { origin: 'https://evil.example' }),
    get('site', '/api/events', { 'sec-fetch-site': 'cross-site' }),
    get('expectation', '/api/runs', { expect: 'the impossible' }),
    get('headers', '/api/runs', { 'x-long': 'x'.repeat(20_000) }),
  ]
}

const HOST = 'Host: 127.0.0.1:PORT\r\n'

/** Not HTTP, or not quite. `PORT` is where the server listens. */
export const HOSTILE_BYTES: [name: string, text: string][] = [
  ['garbage', '\u0001\u0002\u0003\r\n\r\n'],
  ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an unknown method', `FOO /api/runs HTTP/1.1\r\n${HOST}\r\n`],
  ['a method in lower case', `get /api/runs HTTP/1.1\r\n${HOST}\r\n`],
  ['a version that is none', `GET /api/runs HTTP/9.9\r\n${HOST}\r\n`],
  ['no host', 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['no host in HTTP/1.0', 'GET /api/health HTTP/1.0\r\n\r\n'],
  ['two hosts', `GET /api/health HTTP/1.1\r\n${HOST}Host: evil.example\r\nConnection: close\r\n\r\n`],
  ['a header without a colon', `GET /api/health HTTP/1.1\r\n${HOST}nonsense\r\n\r\n`],
  ['a header with NUL', `GET /api/health HTTP/1.1\r\n${HOST}X: a\u0000b\r\n\r\n`],
  ['a space before the colon', `GET /api/health HTTP/1.1\r\n${HOST}X : a\r\n\r\n`],
  ['a negative length', `POST /api/workspaces HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`],
  ['two lengths', `POST /api/workspaces HTTP/1.1\r\n${HOST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  [
    'a length and chunks',
    `POST /api/workspaces HTTP/1.1\r\n${HOST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    'a broken chunk',
    `POST /api/workspaces HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
  ],
  ['the server as a whole', `OPTIONS * HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`],
  ['a proxy', `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`],
  ['a raw space in the path', `GET /api/runs /x HTTP/1.1\r\n${HOST}\r\n`],
]
