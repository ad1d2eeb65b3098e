import { createHmac } from 'node:crypto'
import { cast } from '@pm-bot/actors'
import { FIRST_WORKSPACE, newId, repoIdOf } from '@pm-bot/domain'
import { ask } from '@pm-bot/runtime'
import { listAudit } from '@pm-bot/store'
import { expect } from 'vitest'
import { type DATABASES, openTestApi, PORT } from './test-api.fixture.ts'

export const OLD = 'the secret until yesterday'
export const NEW = 'the secret from today on'
export const SHOP = 'Octo-Org/shop.js'
export const PAYLOAD = JSON.stringify({ action: 'opened', repository: { full_name: SHOP }, note: 'ä 💥' })

export const signatureOf = (body: string | Buffer, secret = NEW): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export interface Sent {
  body?: string | Buffer
  secret?: string
  event?: string
  id?: string
  headers?: Record<string, string | undefined>
  method?: 'POST' | 'GET' | 'PUT'
}

/** An api that takes deliveries, with a repository of GitHub that no worker serves. */
export async function openDoor(
  database: (typeof DATABASES)[number],
  environment: Record<string, string> = {},
) {
  const test_ = await openTestApi(database, { GITHUB_WEBHOOK_SECRET: `${OLD},${NEW}`, ...environment })
  const { api, store } = test_
  const register = async (fullName: string): Promise<string> => {
    const repoId = repoIdOf(FIRST_WORKSPACE.workspaceId, fullName.toLowerCase())
    await ask(
      store.storage,
      cast,
      { kind: 'repo', key: repoId },
      {
        type: 'register-repo',
        repoId,
        workspaceId: FIRST_WORKSPACE.workspaceId,
        source: 'github',
        fullName,
        name: fullName,
        path: '',
        defaultBranch: null,
        options: { depth: 'open', intervalSeconds: 300 },
        by: 'operator',
      },
    )
    return repoId
  }
  const shop = await register(SHOP)

  return {
    ...test_,
    shop,
    register,
    async deliver({ body = PAYLOAD, secret, event = 'issues', id, headers, method = 'POST' }: Sent = {}) {
      const all = {
        host: `127.0.0.1:${PORT}`,
        'content-type': 'application/json',
        'x-github-event': event,
        'x-github-delivery': id ?? newId(),
        'x-hub-signature-256': signatureOf(body, secret),
        ...headers,
      }
      const given = Object.entries(all).filter(([, value]) => value !== undefined)
      const answer = await api.inject({
        method,
        url: '/webhooks/github',
        headers: Object.fromEntries(given),
        payload: body,
      })
      const problem = answer.statusCode >= 400 ? /^application\/problem\+json/ : /^application\/json/
      expect(answer.headers['content-type']).toMatch(problem)
      return { status: answer.statusCode, headers: answer.headers, json: answer.json() }
    },
    /** What waits in the mailboxes of repositories. */
    hints: async (repoId = shop) => {
      const rows = await store.database.read
        .selectFrom('actor_messages')
        .select('body')
        .where('kind', '=', 'repo')
        .where('key', '=', repoId)
        .execute()
      return rows.map(({ body }) => JSON.parse(body))
    },
    kept: () => store.database.read.selectFrom('webhook_deliveries').selectAll().execute(),
    /** As if nothing had been delivered yet. */
    forget: () =>
      store.database.transaction(async (tx) => {
        await tx.db.deleteFrom('webhook_deliveries').execute()
        await tx.db.deleteFrom('actor_messages').execute()
      }),
    refusals: async () =>
      (await listAudit(store.database, { limit: 200 })).items.filter(
        ({ type }) => type === 'webhook-refused',
      ),
  }
}
export type Door = Awaited<ReturnType<typeof openDoor>>
