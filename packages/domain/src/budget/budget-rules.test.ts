import { describe, expect, test } from 'vitest'
import { budgetDesk, DAY, isWithin, REPO, RUN, reserveCommand } from './budget.fixture.ts'

const NEXT_DAY = '2026-05-02T00:00:01.000Z'

describe('a call', () => {
  test('is counted in all of its scopes at once, and settled in all of them', () => {
    const desk = budgetDesk()
    desk.open()
    const id = desk.granted({ quotaKey: 'shell' })
    const held = { calls: 1, tokens: 100, seconds: 10 }
    expect(desk.ofRun()).toEqual({ spent: {}, reserved: held })
    const names = [`repo ${REPO}`, `day ${DAY}`, 'provider openai', 'tool shell']
    expect(Object.keys(desk.budget.days[DAY]!)).toEqual(names)
    desk.settle(id, 30, 5, 2)
    for (const { spent, reserved } of [desk.ofRun(), ...Object.values(desk.budget.days[DAY]!)]) {
      expect([spent, reserved]).toEqual([{ calls: 1, tokens: 35, seconds: 2 }, {}])
    }
  })

  test.each([
    ['run', RUN],
    ['repo', REPO],
    ['day', '*'],
    ['provider', 'openai'],
    ['tool', 'shell'],
    ['repo', '*'],
    ['provider', '*'],
  ] as const)('that the limit of %s %s does not allow is counted nowhere', (kind, key) => {
    const desk = budgetDesk()
    desk.open(RUN, {})
    desk.limit(kind, key, { tokens: 99 })
    const answer = desk.reserve({ quotaKey: 'shell' })
    expect(answer).toMatchObject({
      status: 'exhausted',
      shortfall: { scope: { kind }, measure: 'tokens', limit: 99, spent: 0, reserved: 0, needed: 100 },
    })
    expect(desk.ofRun()).toEqual({ spent: {}, reserved: {} })
    for (const { reserved } of Object.values(desk.budget.days[DAY] ?? {})) expect(reserved).toEqual({})
    expect(desk.budget.reservations).toEqual({})
  })

  test('may use a limit up to its last unit', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 100, calls: 1, seconds: 10 })
    expect(desk.reserve()).toMatchObject({ status: 'granted' })
    expect(desk.reserve({ callId: 'call-2' })).toMatchObject({ status: 'exhausted' })
  })

  test('needs no room in a measure that it does not use', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 100 })
    desk.settle(desk.granted(), 500)
    const tool = { provider: null, model: null, quotaKey: 'shell', inputTokens: 0, outputTokens: 0 }
    expect(desk.reserve({ callId: 'call-2', ...tool })).toMatchObject({ status: 'granted' })
  })

  test('that cost more than it had reserved is counted as it was, and nothing is granted beyond it', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 150 })
    desk.settle(desk.granted(), 200)
    expect(desk.ofRun().spent.tokens).toBe(200)
    expect(desk.reserve({ callId: 'call-2', inputTokens: 1, outputTokens: 0 })).toMatchObject({
      status: 'exhausted',
      shortfall: { spent: 200, needed: 1 },
    })
  })

  test('whose cost is no number is refused before, and counts in full after', () => {
    const desk = budgetDesk()
    desk.open()
    for (const outputTokens of [Number.NaN, Number.POSITIVE_INFINITY, null as never]) {
      expect(desk.reserve({ outputTokens })).toMatchObject({ status: 'refused' })
    }
    desk.settle(desk.granted(), Number.NaN)
    expect(desk.ofRun()).toEqual({ spent: { calls: 1, tokens: 100, seconds: 10 }, reserved: {} })
  })

  test('never counts below nothing', () => {
    const desk = budgetDesk()
    desk.open()
    desk.settle(desk.granted({ inputTokens: -5, outputTokens: -5, seconds: -1 }), -1, -1, -1)
    expect(desk.ofRun().spent).toEqual({ calls: 1 })
  })
})

describe('a call that is asked for again', () => {
  test('by the same attempt gets the same answer', () => {
    const desk = budgetDesk()
    desk.open()
    const first = desk.reserve()
    expect(desk.reserve()).toEqual(first)
    expect(desk.ofRun().reserved.calls).toBe(1)
  })

  test('by another attempt takes the place of the former one, which counts in full', () => {
    const desk = budgetDesk()
    desk.open()
    const [first, second] = [desk.granted(), desk.granted({ attempt: 'attempt-2' })]
    expect(second).not.toBe(first)
    const held = { calls: 1, tokens: 100, seconds: 10 }
    expect(desk.ofRun()).toEqual({ spent: held, reserved: held })
    expect(desk.told('spend-settled')).toMatchObject([{ reservationId: first, lost: true }])
    // The dead one was alive: what it says now has been counted.
    expect(desk.settle(first, 1)).toEqual({ microUsd: null, warnings: [] })
    expect(desk.ofRun()).toEqual({ spent: held, reserved: held })
  })

  test('for more by the same attempt is another call', () => {
    const desk = budgetDesk()
    desk.open()
    desk.granted()
    desk.granted({ inputTokens: 160 })
    expect(desk.ofRun()).toMatchObject({ spent: { tokens: 100 }, reserved: { tokens: 200 } })
  })

  test('counts its lost one against the limit that its own has to fit in', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 150 })
    desk.granted()
    expect(desk.reserve({ attempt: 'attempt-2' })).toMatchObject({
      status: 'exhausted',
      shortfall: { spent: 100, reserved: 0, needed: 100 },
    })
  })

  test('waits while as many calls of its provider are under way as may be, and no longer than a dead one can last', () => {
    const desk = budgetDesk()
    desk.open()
    desk.open('run-2')
    const ask = (callId: string, more = {}) => desk.reserve({ runId: 'run-2', callId, atOnce: 2, ...more })
    const first = desk.granted({ callId: 'a' })
    desk.granted({ callId: 'b' })
    expect(ask('c')).toEqual({
      status: 'busy',
      sentence: 'Waits for a place: 2 calls of openai may be under way at once.',
      warnings: [],
    })
    // Of another provider.
    expect(ask('d', { provider: 'anthropic', model: 'anthropic:small' }).status).toBe('granted')
    desk.settle(first, 10)
    expect(ask('c').status).toBe('granted')
    expect(ask('e').status).toBe('busy')
    desk.at(`${DAY}T12:00:10.001Z`)
    expect(ask('e').status).toBe('granted')
  })

  test('by another attempt frees the places of all that the dead one had under way, and counts them', () => {
    const desk = budgetDesk()
    desk.open()
    desk.granted({ callId: 'a', atOnce: 2 })
    desk.granted({ callId: 'a-try-2', atOnce: 2 })
    expect(desk.reserve({ callId: 'b', atOnce: 2, attempt: 'attempt-2' }).status).toBe('granted')
    expect(desk.ofRun()).toMatchObject({ spent: { calls: 2 }, reserved: { calls: 1 } })
  })

  test('and settled twice is settled once', () => {
    const desk = budgetDesk()
    desk.open()
    const id = desk.granted()
    desk.settle(id, 10)
    desk.settle(id, 10)
    expect(desk.ofRun().spent.tokens).toBe(10)
  })
})

describe('a limit', () => {
  test('is warned of once, when 80 % are spent', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 1000 })
    const spend = (callId: string, tokens: number) => desk.settle(desk.granted({ callId }), tokens).warnings
    expect(spend('a', 100)).toEqual([])
    desk.settle(desk.granted({ callId: 'b', inputTokens: 700 }), 690)
    expect(spend('c', 10)).toEqual(['This run has spent 80 % of its limit of 1,000 tokens.'])
    expect(spend('d', 100)).toEqual([])
    expect(desk.told('budget-warned')).toHaveLength(1)
  })

  test('is said to be exhausted once, and not while it only waits for calls under way', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 150 })
    const id = desk.granted()
    expect(desk.reserve({ callId: 'b' })).toMatchObject({ status: 'exhausted' })
    expect(desk.told('budget-exhausted')).toEqual([])
    desk.settle(id, 100)
    for (const callId of ['c', 'd']) desk.reserve({ callId })
    expect(desk.told('budget-exhausted')).toMatchObject([{ scope: { kind: 'run', key: RUN }, needed: 100 }])
  })

  test('that lacks most is the one that a person is asked about', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 90 })
    desk.limit('repo', REPO, { tokens: 20 })
    desk.limit('day', '*', { seconds: 9 })
    expect(desk.reserve()).toMatchObject({ shortfall: { scope: { kind: 'repo' }, limit: 20 } })
  })

  test('is extended once by an item, and warned of again', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 100 })
    desk.settle(desk.granted(), 100)
    desk.extend('item-1', 1000)
    desk.extend('item-1', 1000)
    expect(desk.budget.runs[RUN]!.limits).toEqual({ tokens: 1100 })
    desk.settle(desk.granted({ callId: 'b', inputTokens: 900 }), 900)
    expect(desk.told('budget-warned')).toHaveLength(2)
    expect(() => desk.extend('item-2', 0.5)).toThrow('whole number')
  })

  test('of a day grows by an extension for that day alone', () => {
    const desk = budgetDesk()
    desk.open(RUN, {})
    desk.limit('day', '*', { tokens: 100 })
    desk.settle(desk.granted(), 100)
    desk.extend('item-1', 100, { kind: 'day', key: DAY })
    expect(desk.reserve({ callId: 'b' })).toMatchObject({ status: 'granted' })
    desk.at(NEXT_DAY)
    expect(desk.reserve({ callId: 'c' })).toMatchObject({ status: 'granted' })
    desk.extend('item-2', 100, { kind: 'day', key: DAY })
    expect(desk.reserve({ callId: 'd' })).toMatchObject({ status: 'exhausted' })
  })

  test('is set by those who know its version, taken away by none at all, and by day only for every day', () => {
    const desk = budgetDesk()
    desk.limit('provider', 'openai', { calls: 1 }, 0)
    expect(() => desk.limit('provider', 'openai', { calls: 2 }, 0)).toThrow('look at it again')
    desk.limit('provider', 'openai', { calls: 2 }, 1)
    desk.limit('provider', 'openai', {})
    expect(desk.budget.limits).toEqual({})
    expect(() => desk.limit('day', DAY, { calls: 1 })).toThrow('every day')
    expect(() => desk.limit('run', '*', { calls: 1 })).toThrow('name the run')
  })

  test('of its own goes before that of each', () => {
    const desk = budgetDesk()
    desk.open(RUN, {})
    desk.limit('provider', '*', { tokens: 1 })
    desk.limit('provider', 'openai', { tokens: 100 })
    expect(desk.reserve()).toMatchObject({ status: 'granted' })
    expect(desk.reserve({ callId: 'b', provider: 'other' })).toMatchObject({ status: 'exhausted' })
  })
})

describe('money', () => {
  test('is rounded up to whole millionths of a dollar, at the price of the reservation', () => {
    const desk = budgetDesk()
    desk.open(RUN, { microUsd: 10_000 })
    desk.price('openai:small', 150_000, 600_000)
    const id = desk.granted()
    expect(desk.ofRun().reserved.microUsd).toBe(33)
    desk.price('openai:small', 1, 1)
    expect(desk.settle(id, 7, 1)).toMatchObject({ microUsd: 2 })
    // 7 × 0.15 + 1 × 0.6 = 1.65
    expect(desk.ofRun().spent.microUsd).toBe(2)
    expect(desk.told('spend-settled')).toMatchObject([{ microUsd: 2 }])
  })

  test('is refused for a model without a price where anything is limited in money', () => {
    const desk = budgetDesk()
    desk.open(RUN, {})
    desk.limit('day', '*', { microUsd: 1 })
    expect(desk.reserve()).toEqual({
      status: 'refused',
      sentence:
        'The workspace (today) has a limit in money, and openai:small has no price. Set the price of openai:small under Budgets (or PUT /api/prices), or take the limit in money away.',
    })
    expect(desk.reserve({ provider: 'ollama', model: 'ollama:small' })).toMatchObject({ status: 'granted' })
    expect(desk.reserve({ callId: 'b', provider: null, model: null, quotaKey: 'shell' })).toMatchObject({
      status: 'granted',
    })
  })

  test('of a model without a price is unknown, and not nothing', () => {
    const desk = budgetDesk()
    desk.open()
    desk.settle(desk.granted(), 10)
    expect(desk.told('spend-settled')).toMatchObject([{ microUsd: null }])
    for (const model of ['__proto__', 'constructor']) {
      expect(desk.reserve({ callId: model, model })).toMatchObject({ status: 'granted' })
    }
    expect(desk.told('spend-reserved').slice(-2)).toMatchObject([
      { reservation: { price: null } },
      { reservation: { price: null } },
    ])
  })

  test('for a model on a machine of the operator is what a price says', () => {
    const desk = budgetDesk()
    desk.open(RUN, { microUsd: 100 })
    desk.price('ollama:big', 1_000_000, 1_000_000)
    expect(desk.reserve({ provider: 'ollama', model: 'ollama:big', inputTokens: 200 })).toMatchObject({
      status: 'exhausted',
      shortfall: { measure: 'microUsd', needed: 240 },
    })
  })
})

describe('a run', () => {
  test('that was never opened, or has ended, spends nothing', () => {
    const desk = budgetDesk()
    expect(desk.reserve()).toEqual({ status: 'unknown-run' })
    desk.open()
    desk.granted()
    desk.send({ type: 'close-run', runId: RUN })
    expect(desk.reserve({ callId: 'b' })).toMatchObject({
      status: 'refused',
      sentence: 'This run has ended.',
    })
  })

  test('that ends counts what is under way in full, and leaves the state', () => {
    const desk = budgetDesk()
    desk.open()
    const id = desk.granted()
    desk.send({ type: 'close-run', runId: RUN })
    const held = { calls: 1, tokens: 100, seconds: 10 }
    expect(desk.rows.get(RUN)).toMatchObject({ spent: held, reserved: {}, closed: true })
    expect(desk.budget).toMatchObject({ runs: {}, reservations: {} })
    desk.settle(id, 1)
    expect(desk.budget.days[DAY]![`day ${DAY}`]).toMatchObject({ spent: held, reserved: {} })
  })

  test('that goes on after its end goes on from what it had spent', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 150 })
    desk.settle(desk.granted(), 100)
    desk.send({ type: 'close-run', runId: RUN })
    desk.open(RUN, { tokens: 150 })
    expect(desk.reserve({ callId: 'b' })).toMatchObject({ status: 'exhausted', shortfall: { spent: 100 } })
  })

  test('that waits leaves the state, and comes back with what it had spent', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 150 })
    desk.settle(desk.granted(), 100)
    desk.at(NEXT_DAY)
    desk.open('run-2')
    expect(desk.budget).toMatchObject({ runs: {}, days: {} })
    expect(desk.reserve({ callId: 'b', inputTokens: 10 })).toMatchObject({ status: 'granted' })
    expect(desk.ofRun().spent).toMatchObject({ tokens: 100 })
  })

  test('is not brought back by a row that has changed since it was read', () => {
    const desk = budgetDesk()
    desk.open(RUN, { tokens: 150 })
    desk.settle(desk.granted(), 100)
    const first = desk.known()
    desk.at(NEXT_DAY)
    const read = { ...desk.known(), asOf: NEXT_DAY }
    const bring = (run: typeof read) => desk.send({ ...reserveCommand({ callId: 'b' }), run }).data
    desk.extend('item', 1000)
    expect(bring(read)).toEqual({ status: 'unknown-run' })
    expect(bring({ ...first, asOf: NEXT_DAY })).toEqual({ status: 'unknown-run' })
    expect(bring({ ...desk.known(), asOf: '2026-05-01T23:58:00.000Z' })).toEqual({ status: 'unknown-run' })
    expect(bring(desk.known())).toMatchObject({ status: 'granted' })
    expect(desk.budget.runs[RUN]!.limits).toEqual({ tokens: 1150 })
  })

  test('that ended since its row was read stays ended', () => {
    const desk = budgetDesk()
    desk.open()
    const read = desk.known()
    desk.send({ type: 'close-run', runId: RUN })
    expect(desk.send({ ...reserveCommand(), run: read }).data).toMatchObject({ status: 'refused' })
  })
})

test('a day that is over stays while a call of it is under way, which is counted there', () => {
  const desk = budgetDesk()
  desk.open()
  const id = desk.granted()
  desk.at(NEXT_DAY)
  desk.granted({ callId: 'b' })
  expect(Object.keys(desk.budget.days)).toEqual([DAY, '2026-05-02'])
  desk.settle(id, 50)
  expect(desk.budget.days[DAY]![`day ${DAY}`]).toMatchObject({ spent: { tokens: 50 }, reserved: {} })
  desk.granted({ callId: 'c' })
  expect(Object.keys(desk.budget.days)).toEqual(['2026-05-02'])
})

test('whatever happens in whatever order, no limit is passed and no call is forgotten', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const desk = budgetDesk()
    const limits = { calls: 12, tokens: 700, microUsd: 500 }
    desk.price('openai:small', 1_000_000, 2_000_000)
    desk.limit('day', '*', { tokens: 900 })
    desk.limit('repo', REPO, { calls: 15 })
    let state = seed
    const draw = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648
      return Math.floor((state / 2147483648) * below)
    }
    const runs = ['run-a', 'run-b']
    for (const runId of runs) desk.open(runId, limits)
    const underWay: string[] = []
    let served = 0
    for (let step = 0; step < 80; step += 1) {
      const runId = runs[draw(2)]!
      const answer = desk.reserve({
        runId,
        callId: `call-${draw(6)}`,
        attempt: `attempt-${draw(3)}`,
        inputTokens: draw(60),
      })
      if (answer.status === 'granted') underWay.push(answer.reservationId)
      if (draw(3) > 0 && underWay.length > 0) {
        const id = underWay.splice(draw(underWay.length), 1)[0]!
        const reservation = desk.budget.reservations[id]
        const tokens = draw((reservation?.amounts.tokens ?? 0) + 1)
        if (reservation) served += tokens
        desk.settle(id, tokens)
      }
      for (const each of runs) {
        const { spent, reserved } = desk.ofRun(each)
        expect(isWithin(limits, spent, reserved), `seed ${seed}, step ${step}`).toBe(true)
      }
      const day = desk.budget.days[DAY]?.[`day ${DAY}`] ?? { spent: {}, reserved: {} }
      expect(isWithin({ tokens: 900 }, day.spent, day.reserved)).toBe(true)
      expect(day.spent.tokens ?? 0).toBeGreaterThanOrEqual(served)
    }
    for (const runId of runs) desk.send({ type: 'close-run', runId })
    const [a, b] = runs.map((runId) => desk.rows.get(runId)!)
    const day = desk.budget.days[DAY]![`day ${DAY}`]!
    expect(day.reserved).toEqual({})
    expect(day.spent.tokens).toBe((a!.spent.tokens ?? 0) + (b!.spent.tokens ?? 0))
  }
})

test('ten thousand runs that wait for a person take no room in the state', () => {
  const desk = budgetDesk()
  for (let n = 0; n < 10_000; n += 1) desk.open(`run-${n}`)
  for (let n = 0; n < 50; n += 1) desk.settle(desk.granted({ runId: `run-${n}`, callId: `call-${n}` }), 1)
  desk.at(NEXT_DAY)
  desk.granted({ runId: 'run-9999', callId: 'last' })
  desk.at('2026-05-02T00:30:00.000Z')
  desk.send({
    type: 'settle',
    reservationId: 'unknown',
    spent: { inputTokens: 0, outputTokens: 0, seconds: 0 },
  })
  expect(JSON.stringify(desk.budget).length).toBeLessThan(2000)
})
