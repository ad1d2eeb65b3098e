import { expect, test } from 'vitest'
import { ago, agoBySecond, bytes, duration, inTime, plural } from './time.ts'

const now = Date.parse('2026-11-21T12:00:00Z')

test.each([
  ['2026-11-21T11:59:30Z', 'now'],
  ['2026-11-21T11:48:00Z', '12 min'],
  ['2026-11-20T13:00:00Z', '23 h'],
  ['2026-11-11T12:00:00Z', '10 d'],
  ['2026-11-21T12:00:09Z', 'now'],
  ['nonsense', ''],
])('%s was %s ago', (iso, text) => expect(ago(iso, now)).toBe(text))

test.each([
  [12, '12 ms'],
  [1234, '1.2 s'],
  [64_000, '1 min 4 s'],
  [3_700_000, '1 h 1 min'],
])('%i ms last %s', (ms, text) => expect(duration(ms)).toBe(text))

test('counts the seconds of what is watched', () => {
  expect(agoBySecond('2026-11-21T11:59:48Z', now)).toBe('12 s')
  expect(agoBySecond('2026-11-21T12:00:09Z', now)).toBe('0 s')
  expect(agoBySecond('2026-11-21T11:48:00Z', now)).toBe('12 min')
})

test.each([
  ['2026-11-21T12:00:11.200Z', 'in 12 s'],
  ['2026-11-21T12:05:20Z', 'in 5 min'],
  ['2026-11-21T11:00:00Z', 'now'],
  ['', 'now'],
])('%s is %s', (iso, text) => expect(inTime(iso, now)).toBe(text))

test('counts bytes and things', () => {
  expect(bytes(18_240)).toBe('18.2 kB')
  expect([plural(1, 'file'), plural(2, 'file'), plural(0, 'entry', 'entries')]).toEqual([
    '1 file',
    '2 files',
    '0 entries',
  ])
})
