import { expect, test } from 'vitest'
import { newSchedule, scheduleOf } from './typed-schedule.ts'

const NOW = Date.parse('2027-01-10T12:00:00Z')
const typed = newSchedule('Europe/Berlin')
const rule = { cron: '0 6 * * 1-5', timeZone: 'Europe/Berlin', catchUp: 'once', catchUpMost: 3 }

test('a new schedule asks each time, and blanks between fields do not matter', () => {
  expect(scheduleOf({ ...typed, cron: ' 0  6 * * 1-5 ' }, 'hash', NOW)).toEqual({ body: rule })
})

test('a permission names the very template that was seen', () => {
  expect(scheduleOf({ ...typed, isPermitted: true, uses: '5', untilDay: '2027-02-01' }, 'hash', NOW)).toEqual(
    {
      body: {
        ...rule,
        release: 'by-grant',
        permission: {
          contentHash: 'hash',
          uses: 5,
          until: new Date('2027-02-01T23:59:59').toISOString(),
        },
      },
    },
  )
})

test.each([
  [{ catchUpMost: '11' }, /1 to 10/],
  [{ isPermitted: true, uses: '' }, /end somewhere/],
  [{ isPermitted: true, uses: '0' }, /whole number/],
  [{ isPermitted: true, untilDay: '2027-01-01' }, /not over/],
])('%j is not sent', (more, problem) => {
  expect(scheduleOf({ ...typed, ...more }, 'hash', NOW)).toEqual({ problem: expect.stringMatching(problem) })
})
