import { expect, test } from 'vitest'
import { snoozeTimes } from './snooze-times.ts'

const offered = (now: Date) =>
  snoozeTimes(now).map(({ label, until }) => [label, until.toString().slice(0, 21)])

test('times to come, by the clock of who asks', () => {
  expect(offered(new Date(2026, 10, 26, 10, 30))).toEqual([
    ['In an hour', 'Thu Nov 26 2026 11:30'],
    ['This evening', 'Thu Nov 26 2026 18:00'],
    ['Tomorrow morning', 'Fri Nov 27 2026 09:00'],
    ['On Monday', 'Mon Nov 30 2026 09:00'],
    ['In a week', 'Thu Dec 03 2026 09:00'],
  ])
})

test('in the evening of a Sunday, tomorrow is Monday', () => {
  expect(offered(new Date(2026, 10, 29, 20)).map(([label]) => label)).toEqual([
    'In an hour',
    'Tomorrow morning',
    'In a week',
  ])
})

test('on a Monday, Monday is the next one', () => {
  expect(offered(new Date(2026, 10, 30, 8))[3]).toEqual(['On Monday', 'Mon Dec 07 2026 09:00'])
})
