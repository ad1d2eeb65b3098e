import type { AddressInfo } from 'node:net'
import type { SessionView } from '@pm-bot/domain'
import { listAudit, openStore } from '@pm-bot/store'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createApi } from './index.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'

const PASSWORD = 'correct horse battery'
const NOBODY = '0197e5a0-0000-7000-8000-000000000000'

describe.each(DATABASES)('sessions on %s', (database) => {
  let test_: TestApi
  beforeAll(async () => {
    test_ = await openTestApi(database, { PMBOT_PASSWORD: PASSWORD })
  })
  afterAll(() => test_.close())

  async function signIn(userAgent = 'Firefox') {
    const headers = { 'user-agent': userAgent }
    const answer = await createClient(test_).post('/api/session', { password: PASSWORD }, { headers })
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!
    const client = createClient(test_, cookie)
    const list = async (): Promise<SessionView[]> => (await client.get('/api/sessions')).json.items
    const { id } = (await list()).find(({ current }) => current)!
    return { id, cookie, client, list }
  }
  const lastAudit = async () => (await listAudit(test_.store.database, { limit: 1 })).items[0]

  test('are listed, each with where it is and which is this one', async () => {
    const [one, other] = [await signIn('Firefox'), await signIn('Chrome')]
    const sessions = await one.list()
    expect(sessions.find(({ id }) => id === one.id)).toEqual({
      id: one.id,
      createdAt: expect.any(String),
      lastSeenAt: expect.any(String),
      expiresAt: expect.any(String),
      address: '127.0.0.1',
      userAgent: 'Firefox',
      current: true,
    })
    expect(sessions.find(({ id }) => id === other.id)).toMatchObject({ userAgent: 'Chrome', current: false })
    const page = (await one.client.get('/api/sessions?limit=1')).json
    expect(page).toMatchObject({ items: { length: 1 }, nextCursor: '1' })
    expect(JSON.stringify(sessions)).not.toContain(one.cookie.split('=')[1])
  })

  test('keep of a browser’s name a line of text', async () => {
    const { id, list } = await signIn(`a\tb\u0085c${'x'.repeat(5000)}`)
    const { userAgent } = (await list()).find((session) => session.id === id)!
    expect(userAgent).toHaveLength(300)
    expect(userAgent).toMatch(/^abcx+$/)
    const blank = await signIn('\t')
    expect((await blank.list()).find((session) => session.id === blank.id)!.userAgent).toBeNull()
  })

  test('are ended one by one, which is in the audit trail', async () => {
    const [one, other] = [await signIn(), await signIn()]
    expect((await one.client.delete(`/api/sessions/${other.id}`)).status).toBe(204)
    expect((await other.client.get('/api/runs')).status).toBe(401)
    expect(await lastAudit()).toMatchObject({
      type: 'sessions-ended',
      payload: { from: '127.0.0.1', sessionIds: [other.id] },
    })
    for (const id of [other.id, NOBODY])
      expect(await one.client.delete(`/api/sessions/${id}`)).toMatchObject({
        status: 404,
        json: { code: 'not_found' },
      })
    expect((await one.client.get('/api/runs')).status).toBe(200)
    const own = await one.client.delete(`/api/sessions/${one.id}`)
    expect(own.headers['set-cookie']).toMatch(/^pmbot_\d+=; .*Expires=Thu, 01 Jan 1970/)
    expect((await one.client.get('/api/runs')).status).toBe(401)
  })

  test('are ended all but this one', async () => {
    const [one, other] = [await signIn(), await signIn()]
    const before = await one.list()
    expect((await one.client.delete('/api/sessions')).status).toBe(204)
    expect((await one.list()).map(({ id }) => id)).toEqual([one.id])
    expect((await other.client.get('/api/sessions')).status).toBe(401)
    expect((await lastAudit())!.payload).toMatchObject({ sessionIds: { length: before.length - 1 } })
    expect((await one.client.delete('/api/sessions')).status).toBe(204)
    expect((await lastAudit())!.payload).toMatchObject({ sessionIds: { length: before.length - 1 } })
  })

  test('cannot be seen or ended without one', async () => {
    const { id, client } = await signIn()
    const stranger = createClient(test_)
    expect((await stranger.get('/api/sessions')).status).toBe(401)
    expect((await stranger.delete('/api/sessions')).status).toBe(401)
    expect((await stranger.delete(`/api/sessions/${id}`)).status).toBe(401)
    expect((await client.get('/api/runs')).status).toBe(200)
  })

  test('that end take their event streams along at once', async () => {
    const [one, other] = [await signIn(), await signIn()]
    const listening = await openBeside()
    const { port } = listening.server.address() as AddressInfo
    const open = async (cookie: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/events`, { headers: { cookie } })
      return response.body!.pipeThrough(new TextDecoderStream()).getReader()
    }
    const [ours, theirs] = [await open(one.cookie), await open(other.cookie)]
    // What was said before it listened, it does not hear: say it until it does.
    let hears = false
    void readTo(theirs, 'workspaces').then(() => {
      hears = true
    })
    await expect
      .poll(async () => {
        await one.client.post('/api/workspaces', { name: 'x' })
        return hears
      })
      .toBe(true)
    await one.client.delete(`/api/sessions/${other.id}`)
    await readTo(theirs, undefined)
    await one.client.post('/api/workspaces', { name: 'y' })
    expect(await readTo(ours, 'workspaces')).toBe(true)
    await ours.cancel()
  })

  test('are none where no password is set', async () => {
    const { options } = test_
    const api = await createApi({ ...options, settings: { ...options.settings, password: null } })
    const client = createClient({ api })
    expect((await client.get('/api/sessions')).json).toEqual({ items: [], nextCursor: null })
    expect((await client.delete('/api/sessions')).status).toBe(204)
    expect((await client.delete(`/api/sessions/${NOBODY}`)).status).toBe(404)
    await api.close()
  })

  /** On Postgres an api as another process would be; there is but one on a SQLite file. */
  async function openBeside() {
    const { options, store } = test_
    const { postgres } = store.database
    const beside =
      postgres &&
      (await openStore({
        location: { url: postgres.url },
        redactor: options.redactor,
        supervise: false,
        onError: () => {},
      }))
    const api = await createApi({ ...options, store: beside ?? store })
    onTestFinished(async () => {
      await api.close()
      await beside?.close()
    })
    await api.listen({ host: '127.0.0.1', port: 0 })
    return api
  }
})

/** @returns whether the text came before the stream ended; rejects when it was not to end, or to come */
async function readTo(
  reader: ReadableStreamDefaultReader<string>,
  text: string | undefined,
): Promise<boolean> {
  let heard = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) {
      expect(text, `the stream ended after ${heard}`).toBeUndefined()
      return false
    }
    heard += value
    if (text !== undefined && heard.includes(text)) return true
  }
}
