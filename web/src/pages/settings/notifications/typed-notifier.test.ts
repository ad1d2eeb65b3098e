import type { NotifierView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { choicesInWords, isThisMachine } from './notifier-words.ts'
import { newNotifier, newSigningSecret, notifierAsTyped, notifierOf } from './typed-notifier.ts'

const typed = (change: object) => ({ ...newNotifier('Europe/Berlin'), ...change })
const MAIL = { kind: 'email', host: 'mail', from: 'a@b', to: 'c@d' } as const

test('what is typed is what is sent, and a name is made where none is given', () => {
  expect(notifierOf(typed({ topic: ' pm ' }))).toEqual({
    body: {
      name: 'ntfy: pm',
      target: { kind: 'ntfy', server: 'https://ntfy.sh', topic: 'pm' },
      kinds: null,
      leastRisk: 'low',
      quietHours: null,
      digestMinutes: 0,
    },
  })
  expect(
    notifierOf(typed({ ...MAIL, user: 'a', secret: ' p ', isQuiet: true, kinds: ['spend'] })),
  ).toMatchObject({
    body: {
      target: { ...MAIL, port: 587, encryption: 'starttls', user: 'a' },
      secret: ' p ',
      kinds: ['spend'],
      quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin', exceptHighRisk: true },
    },
  })
})

test.each([
  [{}, /topic/],
  [{ topic: 'a b' }, /topic/],
  [{ topic: 'a', server: 'ntfy.sh' }, /address such as/],
  [{ kind: 'webhook', url: 'ftp://a' }, /address such as/],
  [{ kind: 'email' }, /sender and a recipient/],
  [{ ...MAIL, port: 'x' }, /port/],
  [{ topic: 'a', digestMinutes: '1.5' }, /whole number/],
  [{ kind: 'web_push' }, /not asked/],
])('%j is refused before it is sent', (change, sentence) => {
  expect(notifierOf(typed(change))).toEqual({ problem: expect.stringMatching(sentence) })
})

test('changed without a change it stays as it is, its secret too', () => {
  const target = { ...MAIL, port: 25, encryption: 'none' as const, user: null }
  const quietHours = { from: '01:00', to: '02:00', timeZone: 'UTC', exceptHighRisk: false }
  const kept = { name: 'x', target, kinds: null, leastRisk: 'high' as const, quietHours, digestMinutes: 5 }
  const notifier = kept as unknown as NotifierView
  expect(notifierOf(notifierAsTyped(notifier, 'Europe/Berlin'))).toEqual({ body: kept })
  expect(choicesInWords(notifier)).toEqual([
    'Everything with high risk alone',
    'quiet 01:00–02:00 UTC',
    'bundled for 5 min',
  ])
})

test('which links no other device opens', () => {
  for (const own of ['http://127.0.0.1:7070/', 'http://localhost', 'http://[::1]:7070/'])
    expect(isThisMachine(own), own).toBe(true)
  for (const other of ['https://pm.example.org', 'http://127.0.0.1.example.org', 'http://192.168.0.2', ''])
    expect(isThisMachine(other), other).toBe(false)
})

test('a signing secret is one that is taken', () => {
  expect(newSigningSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(newSigningSecret()).not.toBe(newSigningSecret())
})
