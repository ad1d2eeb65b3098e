import { describe, expect, test } from 'vitest'
import { checkCronRule, nextTimes, timesBetween } from './cron-times.ts'

const NOW = '2026-01-01T00:00:00.000Z'
const berlin = (cron: string) => ({ cron, timeZone: 'Europe/Berlin' })
const newYork = (cron: string) => ({ cron, timeZone: 'America/New_York' })
const minutes = (times: string[]) => times.map((time) => time.slice(5, 16))

describe('when the clocks go forward', () => {
  test('in Berlin, what falls into the hour that is left out is due right after it', () => {
    const from = '2026-03-28T00:00:00Z'
    expect(minutes(nextTimes(berlin('30 2 * * *'), from, 3))).toEqual([
      '03-28T01:30',
      '03-29T01:00',
      '03-30T00:30',
    ])
    expect(minutes(nextTimes(berlin('0 3 * * *'), from, 3))).toEqual([
      '03-28T02:00',
      '03-29T01:00',
      '03-30T01:00',
    ])
  })

  test('in New York too', () => {
    expect(minutes(nextTimes(newYork('30 2 * * *'), '2026-03-07T00:00:00Z', 3))).toEqual([
      '03-07T07:30',
      '03-08T07:00',
      '03-09T06:30',
    ])
  })

  test('every half hour stays every half hour', () => {
    expect(minutes(nextTimes(berlin('*/30 * * * *'), '2026-03-29T00:15:00Z', 4))).toEqual([
      '03-29T00:30',
      '03-29T01:00',
      '03-29T01:30',
      '03-29T02:00',
    ])
  })
})

describe('when the clocks go back', () => {
  test('in Berlin, what comes twice is due once', () => {
    const from = '2026-10-24T00:00:00Z'
    const expected = ['10-24T00:30', '10-25T00:30', '10-26T01:30']
    expect(minutes(nextTimes(berlin('30 2 * * *'), from, 3))).toEqual(expected)
    expect(minutes(nextTimes(berlin('30 2,14 * * *'), from, 5))).toEqual([
      '10-24T00:30',
      '10-24T12:30',
      '10-25T00:30',
      '10-25T13:30',
      '10-26T01:30',
    ])
    expect(
      minutes(timesBetween(berlin('30 2 * * *'), '2026-10-24T00:30:00Z', '2026-10-26T02:00:00Z', 9)),
    ).toEqual(expected)
  })

  test('in New York too', () => {
    expect(minutes(nextTimes(newYork('30 1 * * *'), '2026-10-31T12:00:00Z', 2))).toEqual([
      '11-01T05:30',
      '11-02T06:30',
    ])
  })

  test('every hour stays every hour', () => {
    expect(minutes(nextTimes(newYork('15 * * * *'), '2026-11-01T04:30:00Z', 3))).toEqual([
      '11-01T05:15',
      '11-01T06:15',
      '11-01T07:15',
    ])
  })
})

describe('what was due in the meantime', () => {
  const hourly = { cron: '0 * * * *', timeZone: 'UTC' }
  test('counts both ends, and keeps the latest when there is a limit', () => {
    const [from, to] = ['2026-01-01T10:00:00.000Z', '2026-01-01T12:00:00.000Z']
    expect(minutes(timesBetween(hourly, from, to, 9))).toEqual(['01-01T10:00', '01-01T11:00', '01-01T12:00'])
    expect(minutes(timesBetween(hourly, from, to, 2))).toEqual(['01-01T11:00', '01-01T12:00'])
  })

  test('nothing of the second that has begun is left out, and nothing of the next taken in', () => {
    const at = (to: string) => timesBetween(hourly, '2026-01-01T10:30:00Z', to, 9)
    expect(at('2026-01-01T10:59:59.900Z')).toEqual([])
    expect(at('2026-01-01T11:00:00.900Z')).toEqual(['2026-01-01T11:00:00.000Z'])
  })
})

test('a rule that is understood', () => {
  for (const cron of ['* * * * *', '*/5 0-6 1,15 * *', '0 9 * JAN-MAR MON-FRI', '0 0 L * *', '0 9 * * 1#1']) {
    expect(() => checkCronRule(berlin(cron), NOW)).not.toThrow()
  }
  expect(() => checkCronRule({ cron: '0 0 * * *', timeZone: 'UTC' }, NOW)).not.toThrow()
})

test.each([
  ['', /five fields/],
  ['* * * *', /five fields/],
  ['* * * * * *', /five fields/],
  ['@daily', /five fields/],
  ['? * * * *', /five fields/],
  ['61 * * * *', /not understood: .*minute/],
  ['*/0 * * * *', /not understood/],
  ['H * * * *', /not understood/],
  ['0 0 31 2 *', /never comes/],
])('refused: the cron “%s”', (cron, message) => {
  expect(() => checkCronRule(berlin(cron), NOW)).toThrow(message)
})

test.each(['', 'Mars/Olympus', '+02:00', 'Europe/Berlin ', 'Europe/../Berlin'])(
  'refused: the time zone “%s”',
  (timeZone) => {
    expect(() => checkCronRule({ cron: '0 0 * * *', timeZone }, NOW)).toThrow(/no time zone/)
  },
)
