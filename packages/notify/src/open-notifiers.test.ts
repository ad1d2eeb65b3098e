import { createECDH, createHmac, randomBytes } from 'node:crypto'
import { DIRECT, type Notice, type NotifierTarget, type PushKeys } from '@pm-bot/domain'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openBrowserDouble } from './browser-double.fixture.ts'
import { type HttpDouble, openHttpDouble } from './http-double.fixture.ts'
import { openNotifiers, type Said } from './open-notifiers.ts'
import { openSmtpDouble } from './smtp-double.fixture.ts'

const NOTICE: Notice = { itemId: 'a', kind: 'tool_call', risk: 'high', repoName: 'ada/shop' }
const SAID: Said = {
  title: 'Call: ada/shop',
  text: 'An agent asks whether it may make a call. High risk.',
  url: 'https://pm.example.org/inbox/a',
  deliveryId: '019a0000-0000-7000-8000-000000000001',
  notices: [NOTICE],
  more: 0,
  at: '2026-01-15T12:00:00.000Z',
}
const curve = createECDH('prime256v1')
curve.generateKeys()
const KEYS: PushKeys = {
  publicKey: curve.getPublicKey('base64url'),
  privateKey: curve.getPrivateKey('base64url'),
}

const port = openNotifiers({ outbound: DIRECT, pushKeys: async () => KEYS, limitMs: 500 })
const deliver = (target: NotifierTarget, secret: string | null, said: Partial<Said> = {}) =>
  port.deliver(target, secret, { ...SAID, ...said }, new AbortController().signal)

let double: HttpDouble
beforeEach(async () => {
  double = await openHttpDouble()
})
afterEach(() => double.close())

describe('ntfy', () => {
  const ntfy = () => ({ kind: 'ntfy' as const, server: double.url, topic: 'pm-bot' })

  test('is sent JSON with a link, a priority by risk, and the token where there is one', async () => {
    expect(await deliver(ntfy(), 'tk_secret')).toEqual({ status: 'sent', answer: 'HTTP 200: ok' })
    await deliver(ntfy(), null, { notices: [] })
    expect(double.jsons()).toEqual([
      { topic: 'pm-bot', title: SAID.title, message: SAID.text, click: SAID.url, priority: 5 },
      expect.objectContaining({ priority: 3 }),
    ])
    expect(double.received.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/', 'Bearer tk_secret'],
      ['/', undefined],
    ])
  })
})

describe('what an HTTP answer means', () => {
  const ntfy = () => ({ kind: 'ntfy' as const, server: double.url, topic: 'pm-bot' })
  test.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [408, 'unreachable'],
    [425, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('%d is %s', async (status, expected) => {
    double.answers(() => ({ status, body: 'no\u0000\n\u202ereason' }))
    expect(await deliver(ntfy(), null)).toEqual({ status: expected, answer: `HTTP ${status}: no reason` })
  })

  test('410 is for ever, and Retry-After is heard', async () => {
    double.answers(() => ({ status: 410 }))
    expect(await deliver(ntfy(), null)).toMatchObject({ status: 'refused', gone: true })
    double.answers(() => ({ status: 429, headers: { 'retry-after': '120' } }))
    expect(await deliver(ntfy(), null)).toMatchObject({ retryAfterMs: 120_000 })
    double.answers(() => ({ status: 429, headers: { 'retry-after': 'whenever' } }))
    expect(await deliver(ntfy(), null)).not.toHaveProperty('retryAfterMs')
  })

  test('a redirect is not followed: what was trusted with a token is not who it points to', async () => {
    const other = await openHttpDouble()
    try {
      double.answers(() => ({ status: 307, headers: { location: `${other.url}/` } }))
      const result = await deliver(ntfy(), 'tk_secret')
      expect(result).toMatchObject({ status: 'refused', answer: expect.stringContaining('not followed') })
      expect(other.received).toEqual([])
    } finally {
      await other.close()
    }
  })

  test('nobody there, no answer, and an answer without end', async () => {
    const gone = await openHttpDouble()
    await gone.close()
    expect(await deliver({ ...ntfy(), server: gone.url }, null)).toEqual({
      status: 'unreachable',
      answer: expect.stringContaining('ECONNREFUSED'),
    })
    double.answers(() => ({ silent: true }))
    expect(await deliver(ntfy(), null)).toEqual({
      status: 'unreachable',
      answer: 'It did not answer in time.',
    })
    double.answers(() => ({ body: 'x'.repeat(5_000_000) }))
    const { answer } = await deliver(ntfy(), null)
    expect(answer.length).toBeLessThan(250)
  })

  test('stopping is no answer', async () => {
    double.answers(() => ({ silent: true }))
    const stop = new AbortController()
    const delivered = port.deliver(ntfy(), null, SAID, stop.signal)
    stop.abort(new Error('the worker is stopping'))
    await expect(delivered).rejects.toThrow('the worker is stopping')
  })
})

test('a webhook is signed over id, time and body, with the same id for every try', async () => {
  const key = randomBytes(32)
  const webhook = { kind: 'webhook' as const, url: `${double.url}/hook?x=1` }
  const secret = `whsec_${key.toString('base64')}`
  await deliver(webhook, secret)
  await deliver(webhook, secret)
  for (const { path, headers, body } of double.received) {
    expect(path).toBe('/hook?x=1')
    expect(headers['webhook-id']).toBe(SAID.deliveryId)
    expect(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']))).toBeLessThan(10)
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const expected = createHmac('sha256', key).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${expected}`)
  }
  expect(double.jsons()[0]).toEqual({
    type: 'inbox.waiting',
    timestamp: SAID.at,
    data: {
      title: SAID.title,
      text: SAID.text,
      url: SAID.url,
      items: [{ id: 'a', kind: 'tool_call', risk: 'high', repo: 'ada/shop' }],
      more: 0,
    },
  })
})

describe('e-mail', () => {
  const email = (port: number, user: string | null = 'ada') => ({
    kind: 'email' as const,
    host: '127.0.0.1',
    port,
    encryption: 'none' as const,
    user,
    from: 'pm-bot@example.org',
    to: 'ada@example.org',
  })

  test('is sent with the link, marked as automatic, under the same id for every try', async () => {
    const smtp = await openSmtpDouble('ada', 'pässword')
    try {
      const title = 'Call: ada/shop\r\nBcc: eve@example.org'
      const sent = await deliver(email(smtp.port), 'pässword', { title })
      expect(sent).toMatchObject({ status: 'sent', answer: expect.stringContaining('kept') })
      const [letter] = smtp.letters
      expect(letter).toMatchObject({ from: 'pm-bot@example.org', to: ['ada@example.org'] })
      expect(letter!.text).toContain(`Message-ID: <${SAID.deliveryId}@example.org>`)
      expect(letter!.text).toContain('Subject: pm-bot: Call: ada/shop Bcc: eve@example.org')
      expect(letter!.text).toMatch(/Auto-Submitted: auto-generated/i)
      expect(letter!.text).toContain(SAID.url)
      await deliver(email(smtp.port, null), null)
      expect(smtp.letters).toHaveLength(2)
    } finally {
      await smtp.close()
    }
  })

  test('a wrong password and a letter that is not wanted are for good; a full server is for now', async () => {
    const smtp = await openSmtpDouble('ada', 'password')
    try {
      const wrong = await deliver(email(smtp.port), 'guess')
      expect(wrong).toMatchObject({ status: 'refused', answer: expect.stringContaining('535') })
      expect(JSON.stringify(wrong)).not.toContain('guess')
      smtp.refuses(550, 'no such mailbox')
      expect(await deliver(email(smtp.port), 'password')).toMatchObject({
        status: 'refused',
        answer: expect.stringContaining('no such mailbox'),
      })
      smtp.refuses(451, 'try later')
      expect(await deliver(email(smtp.port), 'password')).toMatchObject({ status: 'unreachable' })
    } finally {
      await smtp.close()
    }
    expect(await deliver(email(smtp.port), 'password')).toEqual({
      status: 'unreachable',
      answer: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('a server without encryption is sent no password where encryption was asked for', async () => {
    const smtp = await openSmtpDouble('ada', 'password')
    try {
      const result = await deliver({ ...email(smtp.port), encryption: 'starttls' }, 'password')
      expect(result.status).not.toBe('sent')
      expect(smtp.letters).toEqual([])
    } finally {
      await smtp.close()
    }
  })
})

describe('web push', () => {
  const browser = openBrowserDouble()
  const push = { kind: 'web_push' as const, service: '127.0.0.1', browser: 'Firefox' }
  const subscription = () => browser.subscription(`${double.url}/send/abc`)

  test('can be read by the browser alone, and says who sent it', async () => {
    double.answers(() => ({ status: 201, body: '' }))
    expect(await deliver(push, subscription())).toEqual({ status: 'sent', answer: 'HTTP 201' })
    const [received] = double.received
    expect(received!.path).toBe('/send/abc')
    expect(received!.body.includes('shop')).toBe(false)
    expect(browser.read(received!.body)).toEqual({
      title: SAID.title,
      text: SAID.text,
      url: SAID.url,
      tag: SAID.deliveryId,
    })
    const { headers } = received!
    expect(headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm', ttl: '86400' })
    expect(headers.authorization).toContain(`k=${KEYS.publicKey}`)
    const claims = headers.authorization!.split('.')[1]!
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: double.url,
      sub: 'https://pm.example.org',
    })
  })

  test('a browser that has forgotten us is gone', async () => {
    double.answers(() => ({ status: 404 }))
    expect(await deliver(push, subscription())).toMatchObject({ status: 'refused', gone: true })
  })
})
