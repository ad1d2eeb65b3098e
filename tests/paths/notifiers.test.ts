import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIRST_WORKSPACE, type NotifierView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type HttpDouble, openHttpDouble } from '../../packages/notify/src/http-double.fixture.ts'
import { openSmtpDouble } from '../../packages/notify/src/smtp-double.fixture.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'
import { rowsOf } from '../setup/rows.ts'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const PATIENCE = { timeout: 20_000, interval: 25 }

describe.each(DATABASES)('reaching the operator away from the page, on %s', (database) => {
  let double: HttpDouble
  const shared = shareProduct(database, async (onEnd) => {
    double = await openHttpDouble()
    onEnd(() => double.close())
    return {}
  })

  async function create(body: object): Promise<NotifierView> {
    const answer = await shared().client.request('POST', '/api/notifiers', { name: 'Phone', ...body })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }
  const read = async (id: string): Promise<NotifierView> =>
    (await shared().client.request('GET', `/api/notifiers/${id}`)).body
  const remove = (id: string) => shared().client.request('DELETE', `/api/notifiers/${id}`)
  const propose = async () => {
    const { client } = shared()
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
    const { id } = await client.propose(repoId, ['echo', 'tk_not_for_others'], { goal: 'hidden goal' })
    return await client.pendingItem(id)
  }
  const webhook = (path = '/') => ({
    target: { kind: 'webhook', url: `${double.url}${path}` },
    secret: SECRET,
  })
  const rowsIn = (table: string) => rowsOf(shared().environment)(table)
  const clear = () => {
    double.received.length = 0
    double.answers(() => ({}))
  }

  test('what waits is said at once, without what it holds, with a link to it', async () => {
    clear()
    const ntfy = await create({
      target: { kind: 'ntfy', server: double.url, topic: 'pm' },
      secret: 'tk_0123456789',
    })
    expect(ntfy).toMatchObject({ hasSecret: true, isOn: true, kinds: null, waiting: 0, last: null })
    const item = await propose()
    await expect.poll(async () => (await read(ntfy.id)).last, PATIENCE).toMatchObject({ status: 'sent' })
    const [said] = double.jsons()
    expect(said).toMatchObject({
      topic: 'pm',
      message: expect.stringContaining('A run waits to be started.'),
      click: `${shared().address.replace(/\/$/, '')}/inbox/${item.id}`,
    })
    expect(double.received[0]!.headers.authorization).toBe('Bearer tk_0123456789')
    for (const hidden of ['hidden goal', 'echo', 'tk_not_for_others', 'pm-bot-git-'])
      expect(JSON.stringify(said)).not.toContain(hidden)
    // Once.
    expect(double.received).toHaveLength(1)
    await remove(ntfy.id)
  })

  test('a test answers with what the other side said, and no secret is told by anything', async () => {
    clear()
    double.answers(({ headers }) => ({
      status: 403,
      body: `no, ${headers.authorization ?? headers['webhook-id']}`,
    }))
    const { client } = shared()
    const made = [
      await create({ target: { kind: 'ntfy', server: double.url, topic: 'pm' }, secret: 'tk_0123456789' }),
      await create(webhook()),
    ]
    for (const { id } of made) {
      const asked = await client.request('POST', `/api/notifiers/${id}/test`, {})
      expect(asked).toMatchObject({ status: 202, body: { test: { status: 'sending' } } })
      await expect
        .poll(async () => (await read(id)).test, PATIENCE)
        .toMatchObject({ status: 'failed', answer: expect.stringContaining('HTTP 403: no') })
      expect((await read(id)).last).toBeNull()
    }
    const told = JSON.stringify([
      await client.request('GET', '/api/notifiers'),
      await client.request('GET', '/api/audit?limit=200'),
      await client.request('GET', `/api/actors/notifiers/${FIRST_WORKSPACE.workspaceId}`),
      shared().output(),
      await rowsIn('notifiers'),
      await rowsIn('actors'),
      await rowsIn('effects'),
      await rowsIn('requests'),
    ])
    for (const secret of ['tk_0123456789', SECRET, SECRET.slice(6)]) expect(told).not.toContain(secret)
    const key = join(shared().dataDirectory, 'control_plane', 'secrets.key')
    expect(readFileSync(key, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
    for (const { id } of made) await remove(id)
    expect(await rowsIn('notifiers')).toEqual([])
  })

  test('e-mail, a filter, and an item that is decided before its time', async () => {
    clear()
    const smtp = await openSmtpDouble('ada', 'password')
    try {
      const target = {
        kind: 'email',
        host: '127.0.0.1',
        port: smtp.port,
        encryption: 'none',
        user: 'ada',
        from: 'pm-bot@example.org',
        to: 'ada@example.org',
      }
      const mail = await create({ target, secret: 'password', kinds: ['run_start'] })
      const other = await create({ ...webhook('/other'), kinds: ['spend'] })
      const late = await create({ ...webhook('/late'), digestMinutes: 1440 })
      const item = await propose()
      await expect.poll(() => smtp.letters.length, PATIENCE).toBe(1)
      expect(smtp.letters[0]!.text).toContain(`/inbox/${item.id}`)
      expect(await read(late.id)).toMatchObject({ waiting: 1, nextAt: expect.any(String) })
      expect(await read(other.id)).toMatchObject({ waiting: 0, last: null })

      await shared().client.decide(item, 'reject', { reason: 'no' })
      const at = `/api/notifiers/${late.id}`
      const changed = await shared().client.request('PATCH', at, { digestMinutes: 0 })
      expect(changed.status).toBe(200)
      await expect.poll(async () => (await read(late.id)).last, PATIENCE).toMatchObject({ status: 'skipped' })
      expect(double.received).toEqual([])
      for (const { id } of [mail, other, late]) await remove(id)
    } finally {
      await smtp.close()
    }
  })

  test('one that is away holds up neither a run nor another notifier, and hears of it when it is back', async () => {
    clear()
    double.answers(({ path }) => (path === '/away' ? { status: 503, body: 'away' } : {}))
    const away = await create(webhook('/away'))
    const there = await create(webhook('/there'))
    const item = await propose()
    await expect
      .poll(async () => (await read(away.id)).trying, PATIENCE)
      .toMatchObject({ tries: 1, answer: 'HTTP 503: away', retryAt: expect.any(String) })
    await expect.poll(async () => (await read(there.id)).last, PATIENCE).toMatchObject({ status: 'sent' })
    await shared().client.decide(item, 'approve')
    await shared().client.untilRun(item.runId, 'completed', 'blocked')
    for (const { id } of [away, there]) await remove(id)
  })

  test('a process that dies between loses nothing and repeats with the same id, not without end', async () => {
    clear()
    // It dies when the other side has the notice, and before it could hear that.
    double.answers(() => ({ silent: true }))
    const { id } = await create(webhook('/kill'))
    await propose()
    await expect.poll(() => double.received.length, PATIENCE).toBe(1)
    await shared().kill()
    double.answers(() => ({}))
    await shared().restart()
    await expect.poll(async () => (await read(id)).last, PATIENCE).toMatchObject({ status: 'sent' })
    const ids = double.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)

    // Killed at rest, it says nothing again.
    await shared().kill()
    await shared().restart()
    await propose()
    await expect.poll(() => double.received.length, PATIENCE).toBe(3)
    await remove(id)
  })

  test('eight runs at once: each item is said, and once', async () => {
    clear()
    const { id } = await create({ ...webhook('/many'), kinds: ['run_start'] })
    const items = await Promise.all(Array.from({ length: 8 }, propose))
    const said = () => double.jsons().flatMap(({ data }) => data.items.map((item: { id: string }) => item.id))
    await expect.poll(() => said().length, PATIENCE).toBe(8)
    expect(said().toSorted()).toEqual(items.map((item) => item.id).toSorted())
    await expect.poll(async () => (await read(id)).waiting, PATIENCE).toBe(0)
    await remove(id)
  })

  test('the operator names another version than it has: nothing is changed', async () => {
    const { client } = shared()
    const { id, version } = await create(webhook())
    const at = `/api/notifiers/${id}`
    const first = await client.request('PATCH', at, { name: 'Mine' }, { 'if-match': `"${version}"` })
    expect(first).toMatchObject({ status: 200, body: { name: 'Mine' } })
    const late = await client.request('PATCH', at, { name: 'Theirs' }, { 'if-match': `"${version}"` })
    expect(late).toMatchObject({ status: 409, body: { current: { name: 'Mine' } } })
    const elsewhere = { target: { kind: 'webhook', url: 'https://elsewhere.example.org' } }
    expect((await client.request('PATCH', at, elsewhere)).status).toBe(422)
    expect(
      (await client.request('POST', '/api/notifiers', { name: 'x', ...webhook(), secret: 'short' })).status,
    ).toBe(422)
    await remove(id)
    expect((await remove(id)).status).toBe(404)
    const types = (await client.request('GET', '/api/audit?limit=200')).body.items.map(
      ({ type }: { type: string }) => type,
    )
    expect(types).toEqual(
      expect.arrayContaining(['notifier-created', 'notifier-changed', 'notifier-tested', 'notifier-removed']),
    )
  })

  test('its documentation checks a signature as it is made', () => {
    const example = /```js\n([\s\S]+?)```/.exec(readFileSync('docs/notifications.md', 'utf8'))?.[1]
    const check = `${example}
      const { createHmac: hmac } = await import('node:crypto')
      const [id, body, time] = ['1', '{}', String(Math.floor(Date.now() / 1000))]
      const key = Buffer.from('${SECRET.slice(6)}', 'base64')
      const signature = 'v1,' + hmac('sha256', key).update([id, time, body].join('.')).digest('base64')
      const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature }
      console.log(isOurs('${SECRET}', headers, body), isOurs('${SECRET}', headers, body + ' '))`
    expect(execFileSync('node', ['--input-type=module', '-e', check]).toString().trim()).toBe('true false')
  })
})
