import { describe, expect, test } from 'vitest'
import { quietUntil } from './quiet-hours.ts'

const night = (timeZone: string, from = '22:00', to = '07:00') => ({
  from,
  to,
  timeZone,
  exceptHighRisk: true,
})
const end = (quiet: ReturnType<typeof night>, at: string) => quietUntil(quiet, at)?.slice(5, 16) ?? null

test('over midnight and within a day, with the first minute and without the last', () => {
  const berlin = night('Europe/Berlin')
  expect(end(berlin, '2026-01-15T20:59:59.999Z')).toBeNull()
  expect(end(berlin, '2026-01-15T21:00:00.000Z')).toBe('01-16T06:00')
  expect(end(berlin, '2026-01-16T05:59:59.999Z')).toBe('01-16T06:00')
  expect(end(berlin, '2026-01-16T06:00:00.000Z')).toBeNull()
  const noon = night('UTC', '12:00', '13:30')
  expect(end(noon, '2026-01-15T11:59:00Z')).toBeNull()
  expect(end(noon, '2026-01-15T12:30:00Z')).toBe('01-15T13:30')
})

describe('when the clocks go forward', () => {
  test('the night is an hour shorter', () => {
    expect(end(night('Europe/Berlin'), '2026-03-28T22:30:00Z')).toBe('03-29T05:00')
    expect(end(night('America/New_York'), '2026-03-08T03:30:00Z')).toBe('03-08T11:00')
  })
  test('an end within the hour that is left out comes right after it', () => {
    const short = night('Europe/Berlin', '22:00', '02:30')
    expect(end(short, '2026-03-29T00:59:00Z')).toBe('03-29T01:00')
    expect(end(short, '2026-03-29T01:00:00Z')).toBeNull()
  })
  test('quiet hours that lie within it do not come', () => {
    expect(end(night('Europe/Berlin', '02:15', '02:45'), '2026-03-29T00:59:00Z')).toBeNull()
    expect(end(night('Europe/Berlin', '02:15', '02:45'), '2026-03-29T01:00:30Z')).toBeNull()
  })
})

describe('when the clocks go back', () => {
  test('the night is an hour longer', () => {
    expect(end(night('Europe/Berlin'), '2026-10-24T21:30:00Z')).toBe('10-25T06:00')
  })
  test('an end that comes twice is the first, and the hour after it is not quiet again', () => {
    const short = night('Europe/Berlin', '22:00', '02:30')
    expect(end(short, '2026-10-25T00:10:00Z')).toBe('10-25T00:30')
    expect(end(short, '2026-10-25T01:10:00Z')).toBeNull()
  })
})
