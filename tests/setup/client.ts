import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChangesetView, InboxItemView, RunEventView, RunStatus, RunView } from '@pm-bot/domain'

// biome-ignore lint/suspicious/noExplicitAny: a test says by its assertions what the answer is.
export interface Answer<Body = any> {
  status: number
  headers: Headers
  body: Body
}

/** The calls that a person makes by curl. */
export interface Client {
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  addRepository(path: string): Promise<string>
  propose(repoId: string, command: string[], more?: Record<string, unknown>): Promise<RunView>
  run(runId: string): Promise<RunView>
  /** Waits until the run has one of these statuses. */
  untilRun(runId: string, ...statuses: RunStatus[]): Promise<RunView>
  /** The one item of the run that waits. */
  pendingItem(runId: string): Promise<InboxItemView>
  decide(item: InboxItemView, action: string, more?: Record<string, unknown>): Promise<Answer>
  approveNext(runId: string): Promise<Answer>
  changeset(changesetId: string): Promise<ChangesetView>
  timeline(runId: string): Promise<RunEventView[]>
}

const PATIENCE_MS = 20_000

export interface ClientOptions {
  /** Repeats what got no answer, with the same key, as the page does: so long. */
  repeatForMs?: number
  /** When this says so, nothing is repeated any more. */
  signal?: AbortSignal
  /** Hears how each try ended; undefined where there was no answer. */
  onTry?: (method: string, path: string, answer: Answer | undefined) => void
}

/** `always` goes with every request, e.g. the cookie of who signed in. */
export function createClient(
  address: string,
  always: Record<string, string> = {},
  { repeatForMs = 0, signal, onTry = () => {} }: ClientOptions = {},
): Client {
  const request: Client['request'] = async (method, path, body, headers = {}) => {
    const init = {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...always,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    const once = async () => {
      const tried = send(new URL(path, address), init)
      onTry(method, path, await tried.catch(() => undefined))
      return await tried
    }
    return await untilAnswered(once, repeatForMs, signal)
  }
  const get = async (path: string) => {
    const { status, body } = await request('GET', path)
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  const client: Client = {
    request,
    async addRepository(path) {
      const { status, body } = await request('POST', '/api/repos', { path })
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body.id
    },
    async propose(repoId, command, more = {}) {
      const { goal = 'format the README', ...spec } = more
      const { status, body } = await request('POST', '/api/runs', {
        repoId,
        goal,
        graphId: 'run_command/v1',
        spec: { command, ...spec },
      })
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body
    },
    run: (runId) => get(`/api/runs/${runId}`),
    async untilRun(runId, ...statuses) {
      const deadline = Date.now() + PATIENCE_MS + repeatForMs
      for (;;) {
        const run = await client.run(runId)
        if (statuses.includes(run.status)) return run
        if (Date.now() > deadline) {
          throw new Error(`the run is ${run.status} (${run.reason}), not ${statuses.join(' or ')}`)
        }
        await sleep(25)
      }
    },
    async pendingItem(runId) {
      const { items } = await get(`/api/inbox?status=pending&runId=${runId}`)
      if (items.length !== 1) throw new Error(`${items.length} items wait, not one`)
      return items[0]
    },
    decide: ({ id, version, subjectHash }, action, more = {}) =>
      request('POST', `/api/inbox/${id}/decision`, { action, version, subjectHash, ...more }),
    async approveNext(runId) {
      const answer = await client.decide(await client.pendingItem(runId), 'approve')
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
      return answer
    },
    changeset: (changesetId) => get(`/api/changesets/${changesetId}`),
    timeline: async (runId) => (await get(`/api/runs/${runId}/events?limit=200`)).items,
  }
  return client
}

async function send(url: URL, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

/** No connection, one that broke, or “come again”: none of them says whether it was done. */
async function untilAnswered(
  ask: () => Promise<Answer>,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<Answer> {
  const deadline = Date.now() + patienceMs
  const isOver = () => Date.now() >= deadline || signal?.aborted === true
  for (;;) {
    const answer = await ask().catch((error: unknown) => {
      if (isOver()) throw error
    })
    if (answer && (answer.status !== 503 || isOver())) return answer
    await sleep(50)
  }
}

/** The cookie of whoever knows the password. */
export async function signIn(address: string, password: string): Promise<string> {
  const { status, headers } = await createClient(address).request('POST', '/api/session', { password })
  const [cookie] = headers.getSetCookie()
  if (!cookie) throw new Error(`signing in is answered with ${status}`)
  return cookie.split(';')[0]!
}
