import { describe, expect, test } from 'vitest'
import { RETRY_MINUTES } from './deliver-notices.ts'
import { noticeText } from './notice-words.ts'
import type { NotifiersCommand } from './notifier.ts'
import { itemsOf, NOTIFIER, openNotifiersWorld, typesOf, wakesOf } from './notifiers.fixture.ts'

const SENT = { status: 'sent', answer: 'HTTP 200' } as const
const AWAY = { status: 'unreachable', answer: 'HTTP 503' } as const
const NIGHT = { from: '22:00', to: '07:00', timeZone: 'UTC', exceptHighRisk: true }

function open(facts: object = {}) {
  const world = openNotifiersWorld()
  world.create(facts)
  return world
}

describe('what a notifier speaks of', () => {
  test('nobody is told where there is none', () => {
    expect(openNotifiersWorld().waits()).toEqual([])
  })

  test('an item, at once, and each once', () => {
    const world = open()
    expect(typesOf(world.waits({ itemId: 'a' }))).toEqual(['notice-queued', 'delivery-begun'])
    // The first is under way: the second waits behind it, however often it is heard.
    expect(typesOf(world.waits({ itemId: 'b' }))).toEqual(['notice-queued'])
    expect(world.waits({ itemId: 'b' })).toEqual([])
    expect(itemsOf(world.ends(SENT))).toEqual([['b']])
    expect(wakesOf(world.ends(SENT))).toEqual([null])
  })

  test('of the kinds and risks that it was made for', () => {
    const world = open({ kinds: ['spend', 'question'], leastRisk: 'medium' })
    expect(world.waits({ kind: 'tool_call', risk: 'high' })).toEqual([])
    expect(world.waits({ kind: 'spend', risk: 'low' })).toEqual([])
    expect(world.waits({ kind: 'spend', risk: 'medium' })).not.toEqual([])
  })

  test('of nothing while it is off, and what waited is forgotten', () => {
    const world = open({ digestMinutes: 10 })
    world.waits()
    const change = { type: 'change-notifier', notifierId: 'phone', ifVersion: null, by: 'operator' } as const
    expect(wakesOf(world.tell({ ...change, isOn: false }))).toEqual([null])
    expect(world.notifier().waiting).toEqual([])
    expect(world.waits()).toEqual([])
    world.tell({ ...change, isOn: true })
    expect(world.waits()).not.toEqual([])
  })

  test('of fifty one by one, and of the rest how many', () => {
    const world = open({ digestMinutes: 60 })
    for (let count = 0; count < 60; count += 1) world.waits()
    expect(world.notifier()).toMatchObject({ waiting: { length: 50 }, more: 10 })
    world.pass(60)
    const [begun] = world.due()
    expect(begun).toMatchObject({ type: 'delivery-begun', delivery: { notices: { length: 50 }, more: 10 } })
    expect(world.notifier()).toMatchObject({ waiting: [], more: 0 })
  })
})

describe('a digest', () => {
  test('bundles what comes within its minutes, and begins anew afterwards', () => {
    const world = open({ digestMinutes: 10 })
    expect(wakesOf(world.waits({ itemId: 'a' }))).toEqual(['2026-01-15T12:10:00.000Z'])
    world.pass(9)
    expect(wakesOf(world.waits({ itemId: 'b' }))).toEqual(['2026-01-15T12:10:00.000Z'])
    expect(itemsOf(world.due())).toEqual([])
    world.pass(1)
    expect(itemsOf(world.due())).toEqual([['a', 'b']])
    world.ends(SENT)
    expect(wakesOf(world.waits())).toEqual(['2026-01-15T12:20:00.000Z'])
  })
})

describe('quiet hours', () => {
  test('hold back until they end, high risk excepted where that was chosen', () => {
    const world = open({ quietHours: NIGHT })
    world.at('2026-01-15T23:00:00.000Z')
    expect(wakesOf(world.waits({ itemId: 'a' }))).toEqual(['2026-01-16T07:00:00.000Z'])
    expect(itemsOf(world.waits({ itemId: 'b', risk: 'high' }))).toEqual([['b']])
    expect(wakesOf(world.ends(SENT))).toEqual(['2026-01-16T07:00:00.000Z'])
    const strict = open({ quietHours: { ...NIGHT, exceptHighRisk: false } })
    strict.at('2026-01-15T23:00:00.000Z')
    expect(itemsOf(strict.waits({ risk: 'high' }))).toEqual([])
  })

  test('a digest that would end within them waits for their end', () => {
    const world = open({ quietHours: NIGHT, digestMinutes: 30 })
    world.at('2026-01-15T21:45:00.000Z')
    expect(wakesOf(world.waits())).toEqual(['2026-01-16T07:00:00.000Z'])
  })

  test('nothing is tried again within them', () => {
    const world = open({ quietHours: NIGHT })
    world.at('2026-01-15T21:59:30.000Z')
    world.waits()
    expect(world.ends(AWAY)).toMatchObject([
      { type: 'delivery-put-off', retryAt: '2026-01-16T07:00:00.000Z' },
    ])
  })

  test('changed, they count for what waits already', () => {
    const world = open({ quietHours: NIGHT })
    world.at('2026-01-15T23:00:00.000Z')
    world.waits({ itemId: 'a' })
    const change = { type: 'change-notifier', notifierId: 'phone', ifVersion: null, by: 'operator' } as const
    expect(itemsOf(world.tell({ ...change, quietHours: null }))).toEqual([['a']])
  })
})

describe('a delivery that fails', () => {
  test('is tried again under the same id, ever later, and given up in the end; the next ones wait behind it', () => {
    const world = open()
    world.waits({ itemId: 'a' })
    const { deliveryId } = world.notifier().delivery!
    for (const minutes of RETRY_MINUTES) {
      expect(typesOf(world.ends(AWAY))).toEqual(['delivery-put-off'])
      expect(typesOf(world.waits({ itemId: 'b' }))).toEqual(minutes === 1 ? ['notice-queued'] : [])
      // Its timer may be heard twice, or too early.
      expect(world.due()).toEqual([])
      world.pass(minutes)
      expect(world.due()).toMatchObject([{ type: 'delivery-begun', delivery: { deliveryId } }])
      expect(world.due()).toEqual([])
    }
    const given = world.ends(AWAY)
    expect(given).toMatchObject([{ type: 'delivery-ended', status: 'failed', answer: 'HTTP 503' }, {}])
    expect(itemsOf(given)).toEqual([['b']])
    expect(world.notifier().last).toMatchObject({ status: 'failed', answer: 'HTTP 503' })
  })

  test('waits as long as the other side asks for, within a day', () => {
    const world = open()
    world.waits()
    expect(world.ends({ ...AWAY, retryAfterMs: 10 * 60_000 })).toMatchObject([
      { retryAt: '2026-01-15T12:10:00.000Z' },
    ])
    world.pass(10)
    world.due()
    expect(world.ends({ ...AWAY, retryAfterMs: 1e12 })).toMatchObject([
      { retryAt: '2026-01-16T12:10:00.000Z' },
    ])
  })

  test('for good is not tried again', () => {
    const world = open()
    world.waits()
    expect(typesOf(world.ends({ status: 'refused', answer: 'HTTP 403' }))).toEqual([
      'delivery-ended',
      'wake-scheduled',
    ])
    expect(world.notifier()).toMatchObject({ isOn: true, delivery: null, last: { status: 'failed' } })
  })

  test('where nobody is known any more turns the notifier off', () => {
    const world = open()
    world.waits()
    world.waits()
    world.ends({ status: 'refused', answer: 'HTTP 410', gone: true })
    expect(world.notifier()).toMatchObject({ isOn: false, waiting: [], delivery: null })
  })

  test('whose outcome comes late, or twice, is not believed', () => {
    const world = open()
    world.waits()
    const { effectId } = world.notifier().delivery!
    world.ends(SENT)
    expect(world.finish(effectId!, AWAY)).toEqual([])
    expect(world.finish('nobody', SENT)).toEqual([])
  })
})

describe('a test', () => {
  const test_ = {
    type: 'test-notifier',
    notifierId: 'phone',
    address: 'https://pm.example.org/',
    by: 'operator',
  } as const
  test('says what the other side said, beside whatever is under way; asked twice it is one', () => {
    const world = open({ isOn: false })
    expect(typesOf(world.tell(test_))).toEqual(['notifier-tested'])
    expect(world.tell(test_)).toEqual([])
    const { effectId } = world.notifier().test!
    world.finish(effectId, { status: 'refused', answer: 'HTTP 401: no' })
    expect(world.notifier()).toMatchObject({
      address: 'https://pm.example.org/',
      test: { status: 'failed', answer: 'HTTP 401: no' },
      last: null,
    })
    expect(typesOf(world.tell(test_))).toEqual(['notifier-tested'])
  })
})

describe('its jobs, in the queue', () => {
  const by = 'operator'
  test('one that waits for its next attempt is hurried; one that is over is not put back', () => {
    const world = open()
    world.waits()
    const effectId = world.notifier().delivery!.effectId!
    expect(world.tell({ type: 'retry-effect', effectId, state: 'delayed', by })).toMatchObject([
      { type: 'delivery-hurried', effectId },
    ])
    world.ends(SENT)
    const retry = () => world.tell({ type: 'retry-effect', effectId, state: 'failed', by })
    expect(retry).toThrow(/nobody waits for this job/)
  })

  test('one that is cancelled is given up, and the next one begins', () => {
    const world = open()
    world.waits({ itemId: 'a' })
    world.waits({ itemId: 'b' })
    const effectId = world.notifier().delivery!.effectId!
    const events = world.tell({ type: 'cancel-effect', effectId, by })
    expect(typesOf(events)).toEqual(['delivery-dropped', 'delivery-ended', 'delivery-begun'])
    expect(itemsOf(events)).toEqual([['b']])
    expect(() => world.tell({ type: 'cancel-effect', effectId, by })).toThrow(/nobody waits/)
  })
})

describe('commands', () => {
  const change = { type: 'change-notifier', notifierId: 'phone', ifVersion: null, by: 'operator' } as const
  const refused =
    (facts: object, before: object = {}) =>
    () =>
      open(before).tell({ ...change, ...facts } as NotifiersCommand)

  test('are refused when they make no sense', () => {
    expect(refused({ quietHours: { ...NIGHT, timeZone: 'Mars/Olympus' } })).toThrow(/no time zone/)
    expect(refused({ quietHours: { ...NIGHT, to: '22:00' } })).toThrow(/another time/)
    expect(refused({ notifierId: 'nobody' })).toThrow(/no such/)
    expect(refused({ target: { kind: 'webhook', url: 'https://a.example' } })).toThrow(/is needed/)
    const ntfy = (server: string) => refused({ target: { kind: 'ntfy', server, topic: 'a' } })
    expect(ntfy('http://%%')).toThrow(/needs an address/)
    // They would be told with whatever goes wrong, and kept in the audit trail.
    expect(ntfy('https://ada:password@ntfy.example.org')).toThrow(/no user and password/)
    expect(ntfy('https://token@ntfy.example.org')).toThrow(/no user and password/)
  })

  test('a secret does not go to another target than it was given for', () => {
    const other = { target: { kind: 'ntfy', server: 'https://evil.example', topic: 'pm-bot' } }
    expect(refused(other, { secret: 'sealed' })).toThrow(/given again/)
    expect(refused({ ...other, secret: 'again' }, { secret: 'sealed' })).not.toThrow()
    expect(refused({ target: { ...NOTIFIER.target, topic: 'else' } }, { secret: 'sealed' })).not.toThrow()
    expect(refused(other)).not.toThrow()
  })

  test('removing takes back what is under way', () => {
    const world = open()
    world.waits()
    const types = typesOf(
      world.tell({ type: 'remove-notifier', notifierId: 'phone', ifVersion: null, by: 'operator' }),
    )
    expect(types).toEqual(['delivery-dropped', 'wake-scheduled', 'notifier-removed'])
    expect(world.waits()).toEqual([])
    expect(world.due()).toEqual([])
  })

  test('there are twenty at most', () => {
    const world = openNotifiersWorld()
    for (let count = 0; count < 20; count += 1) world.create({ notifierId: `n${count}` })
    expect(() => world.create({ notifierId: 'one more' })).toThrow(/remove one/)
  })
})

describe('the words', () => {
  const notice = (itemId: string, repoName = 'ada/shop', risk: 'low' | 'high' = 'low') => ({
    itemId,
    kind: 'changeset_apply' as const,
    risk,
    repoName,
  })
  test('of one item name what it is, the repository, and lead to it', () => {
    expect(noticeText([notice('a', 'ada/shop', 'high')], 0, 'https://pm.example.org')).toEqual({
      title: 'Change: ada/shop',
      text: 'A change waits to be applied. High risk.',
      url: 'https://pm.example.org/inbox/a',
    })
  })
  test('of those alone that are not remembered one by one', () => {
    expect(noticeText([], 1, 'https://pm.example.org')).toMatchObject({
      title: '1 item',
      text: 'It waits for you.',
    })
    expect(noticeText([], 0, 'https://pm.example.org')).toMatchObject({ title: 'Test' })
  })
  test('of several count them, and lead to the inbox', () => {
    const several = ['a', 'b', 'c', 'd'].map((name) => notice(name, `ada/${name}`))
    expect(noticeText(several, 3, 'https://pm.example.org/')).toEqual({
      title: '7 items: ada/a, ada/b, ada/c and others',
      text: 'They wait for you: change.',
      url: 'https://pm.example.org/inbox',
    })
  })
})
