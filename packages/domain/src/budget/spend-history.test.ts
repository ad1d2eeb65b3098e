import { describe, expect, test } from 'vitest'
import { daysAfter } from '../values/days.ts'
import { type CountedSpend, daysOfHistory, spendHistory } from './spend-history.ts'

const DOLLAR = 1_000_000
const counted = (day: string, more: Partial<CountedSpend> = {}): CountedSpend => ({
  day,
  provider: null,
  spent: { calls: 2, tokens: 100, microUsd: DOLLAR },
  unpricedCalls: 0,
  ...more,
})
/** A dollar on each of these days before today, and more. */
const dollars = (today: string, daysAgo: number[], each = DOLLAR): CountedSpend[] =>
  daysAgo.map((ago) => counted(daysAfter(today, -ago), { spent: { calls: 1, microUsd: each } }))
const WEEK = [1, 2, 3, 4, 5, 6, 7]

describe('the last 30 days', () => {
  test('are all there, oldest first, also those on which nothing was called', () => {
    const { days } = spendHistory('2026-11-26', [counted('2026-11-26'), counted('2026-10-28')])
    expect(days).toHaveLength(30)
    expect(days[0]).toEqual({ day: '2026-10-28', microUsd: DOLLAR, tokens: 100, calls: 2, unpricedCalls: 0 })
    expect(days[1]).toEqual({ day: '2026-10-29', microUsd: 0, tokens: 0, calls: 0, unpricedCalls: 0 })
    expect(days[29]).toMatchObject({ day: '2026-11-26', microUsd: DOLLAR })
  })

  test.each([
    ['2026-03-31', '2026-03-01', 31],
    ['2026-03-30', '2026-03-01', 30],
    ['2026-03-01', '2026-01-31', 30],
    ['2027-01-01', '2026-12-03', 30],
  ])('and the month so far are what %s looks at', (today, first, count) => {
    const days = daysOfHistory(today)
    expect([days[0], days.at(-1), days.length]).toEqual([first, today, count])
  })

  test('are split by provider, the most expensive first', () => {
    const of = (provider: string, microUsd: number, day = '2026-11-26') =>
      counted(day, { provider, spent: { calls: 1, tokens: 10, microUsd } })
    const { providers } = spendHistory('2026-11-26', [
      of('anthropic', 2),
      of('openai', 5),
      of('openai', 5, '2026-11-20'),
      of('ollama', 0),
      of('forgotten', 9, '2026-10-27'),
      counted('2026-11-26'),
    ])
    expect(providers.map(({ provider, microUsd, calls }) => [provider, microUsd, calls])).toEqual([
      ['openai', 10, 2],
      ['anthropic', 2, 1],
      ['ollama', 0, 1],
    ])
  })
})

test('a month has all of its days, whichever are shown', () => {
  const { days, month } = spendHistory('2026-03-31', [counted('2026-03-01'), counted('2026-03-31')])
  expect(days[0]!.day).toBe('2026-03-02')
  expect(month).toEqual({ microUsd: 2 * DOLLAR, tokens: 200, calls: 4, unpricedCalls: 0 })
  expect(spendHistory('2026-04-01', [counted('2026-03-31')]).month.microUsd).toBe(0)
})

test('calls of models without a price are counted, and add no money', () => {
  const unpriced = counted('2026-11-26', { spent: { calls: 3, tokens: 50 }, unpricedCalls: 3 })
  const { days, month, forecast } = spendHistory('2026-11-26', [unpriced])
  expect(days.at(-1)).toEqual({ day: '2026-11-26', microUsd: 0, tokens: 50, calls: 3, unpricedCalls: 3 })
  expect(month.unpricedCalls).toBe(3)
  expect(forecast).toBeNull()
})

describe('the forecast', () => {
  test.each([
    // Of a dollar a day, the days that are left and today make the month as many dollars as it has days.
    ['2026-02-10', 28],
    ['2028-02-10', 29],
    ['2026-11-10', 30],
    ['2026-12-10', 31],
  ])('of a dollar a day, made on %s, is %d dollars', (today, expected) => {
    const { forecast } = spendHistory(
      today,
      dollars(
        today,
        Array.from({ length: 9 }, (_, at) => at + 1),
      ),
    )
    expect(forecast).toEqual({
      microUsd: expected * DOLLAR,
      from: daysAfter(today, -7),
      to: daysAfter(today, -1),
      days: 7,
      spentDays: 7,
      unpricedCalls: 0,
    })
  })

  test('of the first day of a month rests on the month before it', () => {
    expect(spendHistory('2026-12-01', dollars('2026-12-01', WEEK)).forecast).toMatchObject({
      microUsd: 31 * DOLLAR,
      from: '2026-11-24',
      to: '2026-11-30',
    })
  })

  test('of the last day is what was spent, and what today still comes to', () => {
    const { forecast } = spendHistory('2026-11-30', dollars('2026-11-30', WEEK))
    expect(forecast!.microUsd).toBe(8 * DOLLAR)
  })

  test('takes today for what it is where it passed the pace', () => {
    const today = '2026-11-30'
    const { forecast } = spendHistory(today, [...dollars(today, WEEK), ...dollars(today, [0], 5 * DOLLAR)])
    expect(forecast!.microUsd).toBe(12 * DOLLAR)
  })

  test('is not made of nothing, of today alone, or of two days', () => {
    const of = (daysAgo: number[]) => spendHistory('2026-11-26', dollars('2026-11-26', daysAgo)).forecast
    expect([of([]), of([0]), of([0, 1, 2])]).toEqual([null, null, null])
    expect(of([8, 9, 10, 11]), 'what is over a week ago is no pace').toBeNull()
  })

  test('counts days of rest within the week, and none from before the first call', () => {
    const today = '2026-11-26'
    const begun = spendHistory(today, dollars(today, [1, 3, 5])).forecast
    expect(begun).toMatchObject({ days: 5, spentDays: 3, from: '2026-11-21', to: '2026-11-25' })
    const known = spendHistory(today, dollars(today, [1, 3, 5, 20])).forecast
    expect(known).toMatchObject({ days: 7, spentDays: 3, from: '2026-11-19' })
    expect(known!.microUsd).toBe(Math.round((4 + (3 / 7) * 5) * DOLLAR))
  })

  test('says how many calls of its days nobody could price', () => {
    const today = '2026-11-26'
    const unpriced = counted('2026-11-24', { spent: { calls: 2 }, unpricedCalls: 2 })
    expect(spendHistory(today, [...dollars(today, [1, 3, 4]), unpriced]).forecast).toMatchObject({
      unpricedCalls: 2,
      spentDays: 3,
    })
  })
})
