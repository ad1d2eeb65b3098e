import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { snapshot } from './snapshot.fixture.ts'
import { DATABASES, PORT } from './test-api.fixture.ts'
import { type Door, NEW, OLD, openDoor, PAYLOAD, type Sent, SHOP, signatureOf } from './webhooks.fixture.ts'

const STORED = { status: 202, json: { status: 'stored' } }
const REPEATED = { status: 202, json: { status: 'repeated' } }

describe.each(DATABASES)('webhooks on %s', (database) => {
  let door: Door
  let github: Server
  const asked: string[] = []
  beforeAll(async () => {
    github = createServer((request, answer) => {
      asked.push(request.url ?? '')
      answer.end()
    }).listen(0, '127.0.0.1')
    await once(github, 'listening')
    const { port } = github.address() as AddressInfo
    door = await openDoor(database, {
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      PMBOT_PASSWORD: 'whoever delivers has no session',
    })
  })
  beforeEach(() => door.forget())
  afterAll(async () => {
    await door.close()
    github.close()
    expect(asked).toEqual([])
  })

  test('a signed delivery is kept, and the repository that it speaks of is told to look', async () => {
    const { deliver, hints, kept, register, refusals } = door
    const other = await register('octo-org/other')

    expect(await deliver({ id: 'first' })).toMatchObject(STORED)
    expect(await hints()).toEqual([{ type: 'hint-sync', cause: 'webhook' }])
    expect(await hints(other)).toEqual([])
    expect(await kept()).toMatchObject([{ delivery_id: 'first', event: 'issues', full_name: SHOP }])
    expect(await refusals()).toEqual([])
  })

  test('either secret fits while they are changed', async () => {
    expect(await door.deliver({ body: '{"n":1}', secret: OLD })).toMatchObject(STORED)
    expect(await door.deliver({ body: '{"n":2}', secret: NEW })).toMatchObject(STORED)
  })

  test('the same delivery, or the same body under another name, is taken once', async () => {
    const { deliver, hints, kept } = door
    expect(await deliver({ id: 'one' })).toMatchObject(STORED)
    expect(await deliver({ id: 'one' })).toMatchObject(REPEATED)
    expect(await deliver({ id: 'two' })).toMatchObject(REPEATED)
    expect(await deliver({ id: 'three', event: 'push' })).toMatchObject(REPEATED)
    expect(await deliver({ id: 'one', body: '{"a":"nother"}' })).toMatchObject(REPEATED)
    expect(await kept()).toHaveLength(1)
    expect(await hints()).toHaveLength(1)
  })

  test('what is no hint is kept and answered as well', async () => {
    const { deliver, hints, kept, store, shop } = door
    const about = (n: number) => JSON.stringify({ n, repository: { full_name: SHOP.toUpperCase() } })
    expect(await deliver({ event: 'ping', body: about(1) })).toMatchObject(STORED)
    expect(await deliver({ event: 'an_event_of_tomorrow', body: about(2) })).toMatchObject(STORED)
    for (const body of [
      'null',
      '[]',
      '"x"',
      '{"repository":null}',
      '{"repository":{"full_name":7}}',
      '{"repository":{"full_name":"a/b/c"}}',
      '{"repository":{"full_name":"nobody/here"}}',
      '{"__proto__":{"repository":{"full_name":"octo-org/shop.js"}}}',
    ]) {
      expect(await deliver({ body }), body).toMatchObject(STORED)
    }
    expect(await kept()).toHaveLength(10)
    expect(await hints()).toEqual([])
    // Names are the same in whatever case, and who is disabled is left alone.
    expect(await deliver({ body: about(3) })).toMatchObject(STORED)
    expect(await hints()).toHaveLength(1)
    await store.database.transaction((tx) =>
      tx.db.updateTable('repos').set({ status: 'disabled' }).where('repo_id', '=', shop).execute(),
    )
    expect(await deliver({ body: about(4) })).toMatchObject(STORED)
    expect(await hints()).toHaveLength(1)
    await store.database.transaction((tx) =>
      tx.db.updateTable('repos').set({ status: 'active' }).where('repo_id', '=', shop).execute(),
    )
  })

  test('a hundred at once are each taken, and twenty of the same are one', async () => {
    const { deliver, hints, kept } = door
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        deliver({ body: JSON.stringify({ n, repository: { full_name: SHOP } }) }),
      ),
    )
    expect(answers.filter(({ json }) => json.status === 'stored')).toHaveLength(100)
    const same = await Promise.all(Array.from({ length: 20 }, () => deliver()))
    expect(same.map(({ json }) => json.status).sort()).toEqual([...Array(19).fill('repeated'), 'stored'])
    expect(await kept()).toHaveLength(101)
    // Where they are kept together, one hint speaks for all.
    expect((await hints()).length).toBeGreaterThan(0)
  })

  const flip = (text: string) => text.replace('opened', 'closed')
  const hostile: [name: string, status: number, sent: Sent][] = [
    ['no signature', 401, { headers: { 'x-hub-signature-256': undefined } }],
    [
      'the old kind of signature',
      401,
      { headers: { 'x-hub-signature-256': undefined, 'x-hub-signature': `sha1=${'0'.repeat(40)}` } },
    ],
    ['an empty signature', 401, { headers: { 'x-hub-signature-256': '' } }],
    ['a signature of nothing', 401, { headers: { 'x-hub-signature-256': signatureOf('') } }],
    ['nothing, signed', 401, { body: '' }],
    [
      'a signature in capitals',
      401,
      { headers: { 'x-hub-signature-256': signatureOf(PAYLOAD).toUpperCase() } },
    ],
    ['a signature cut short', 401, { headers: { 'x-hub-signature-256': signatureOf(PAYLOAD).slice(0, -2) } }],
    [
      'two signatures, one of them right',
      401,
      { headers: { 'x-hub-signature-256': `${signatureOf(PAYLOAD)}, ${signatureOf('')}` } },
    ],
    ['a secret that somebody guessed', 401, { secret: 'password' }],
    ['both secrets as one', 401, { secret: `${OLD},${NEW}` }],
    ['another body', 401, { body: flip(PAYLOAD), headers: { 'x-hub-signature-256': signatureOf(PAYLOAD) } }],
    [
      'a body cut short',
      401,
      { body: PAYLOAD.slice(0, -1), headers: { 'x-hub-signature-256': signatureOf(PAYLOAD) } },
    ],
    [
      'a body in another order',
      401,
      {
        body: JSON.stringify({ repository: { full_name: SHOP }, action: 'opened' }),
        headers: { 'x-hub-signature-256': signatureOf(PAYLOAD) },
      },
    ],
    ['bytes that are no text, signed', 401, { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }],
    [
      'a mark before the text, not signed',
      401,
      {
        body: `\ufeff${PAYLOAD}`,
        headers: { 'x-hub-signature-256': signatureOf(PAYLOAD) },
      },
    ],
    ['no JSON, signed', 400, { body: 'payload=%7B%7D' }],
    ['half of some JSON, signed', 400, { body: PAYLOAD.slice(0, 20) }],
    ['no event', 400, { headers: { 'x-github-event': undefined } }],
    ['an event that is a path', 400, { event: '../issues' }],
    ['no delivery id', 400, { headers: { 'x-github-delivery': undefined } }],
    ['a long delivery id', 400, { id: 'x'.repeat(101) }],
    ['a delivery id with a blank', 400, { id: 'a b' }],
    ['a form', 415, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['something packed', 415, { headers: { 'content-encoding': 'gzip' } }],
    ['more than is taken', 413, { body: `"${'x'.repeat(5 * 1024 * 1024)}"` }],
    ['a page, also our own', 403, { headers: { origin: `http://127.0.0.1:${PORT}` } }],
    ['a browser', 403, { headers: { 'sec-fetch-site': 'none' } }],
    ['another name of ours', 403, { headers: { host: 'evil.example' } }],
    ['to be read', 405, { method: 'GET' }],
    ['to be put', 405, { method: 'PUT' }],
  ]

  test('whatever else comes is refused, and leaves a line in the audit trail at most', async () => {
    const { deliver, store, refusals } = door
    const before = await snapshot(store)
    for (const [name, status, sent] of hostile) {
      expect((await deliver(sent)).status, name).toBe(status)
    }
    const { audit_events: _, audit_unsealed: __, ...left } = await snapshot(store)
    expect(left).toEqual(Object.fromEntries(Object.keys(left).map((table) => [table, before[table]])))
    const unsigned = hostile.filter(([, status]) => status === 401).length
    expect(await refusals()).toHaveLength(unsigned)

    // A flood is counted and not written down.
    await Promise.all(Array.from({ length: 50 }, () => deliver({ secret: 'password' })))
    expect(await refusals()).toHaveLength(20)
    expect((await refusals())[0]?.payload).toEqual({
      from: '127.0.0.1',
      reason: 'wrong-signature',
      unrecorded: 0,
    })
  })
})

test('without a secret there is no such door, and one that was taken out fits no more', async () => {
  const closed = await openDoor('sqlite', { GITHUB_WEBHOOK_SECRET: '' })
  onTestFinished(() => closed.close())
  const before = await snapshot(closed.store)
  expect(await closed.deliver()).toMatchObject({ status: 404, json: { code: 'not_found' } })
  expect(await closed.deliver({ headers: { 'x-hub-signature-256': undefined } })).toMatchObject({
    status: 404,
  })
  expect(await snapshot(closed.store)).toEqual(before)

  const later = await openDoor('sqlite', { GITHUB_WEBHOOK_SECRET: NEW })
  onTestFinished(() => later.close())
  expect(await later.deliver({ secret: OLD })).toMatchObject({ status: 401 })
  expect(await later.deliver({ secret: NEW })).toMatchObject(STORED)
})

test('bodies that are yet to come take no more than their share of the memory', async () => {
  const { api, close } = await openDoor('sqlite')
  onTestFinished(close)
  await api.listen({ host: '127.0.0.1', port: 0 })
  const { port } = api.server.address() as AddressInfo
  const send = (length: number, body = '') => {
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write(
      `POST /webhooks/github HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
        `X-Hub-Signature-256: ${signatureOf(body)}\r\nX-GitHub-Event: issues\r\nX-GitHub-Delivery: d${length}\r\n` +
        `Content-Length: ${length}\r\nConnection: close\r\n\r\n${body}`,
    )
    return socket
  }
  const answerOf = async (socket: ReturnType<typeof connect>) => {
    const [bytes] = await once(socket, 'data')
    return String(bytes)
  }
  const promised = Array.from({ length: 6 }, () => send(5 * 1024 * 1024))
  await expect
    .poll(async () => (await answerOf(send(5 * 1024 * 1024))).split('\r\n')[0], { timeout: 5000 })
    .toBe('HTTP/1.1 503 Service Unavailable')
  expect(await answerOf(send(2, '{}'))).toMatch(/^HTTP\/1.1 202/)

  for (const socket of promised) socket.destroy()
  await sleep(50)
  // There is room again: it waits for the body.
  const waiting = send(5 * 1024 * 1024)
  const answered = await Promise.race([answerOf(waiting), sleep(300, 'it waits')])
  expect(answered).toBe('it waits')
})
