import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { skewedClock } from './skewed-clock.ts'

const HOUR_MS = 3_600_000

const PROGRAM = `
  const dates = [Date.now(), new Date().getTime(), Date.parse(Date()), Date.parse(new Date().toISOString())]
  const fixed = new Date(0)
  const begun = performance.now()
  setTimeout(() => console.log(JSON.stringify({
    dates,
    fixed: [fixed.getTime(), fixed instanceof Date, structuredClone(fixed) instanceof Date, Date.UTC(1970, 0)],
    soon: performance.now() - begun < ${HOUR_MS},
  })), 1)`

test.each([HOUR_MS, -HOUR_MS])('a process whose clock is wrong by %i ms', (skewMs) => {
  const before = Date.now()
  const output = execFileSync(process.execPath, [...skewedClock(skewMs), '-e', PROGRAM], { encoding: 'utf8' })
  const { dates, fixed, soon } = JSON.parse(output)
  for (const date of dates) expect(Math.abs(date - skewMs - before)).toBeLessThan(HOUR_MS / 2)
  expect({ fixed, soon }).toEqual({ fixed: [0, true, true, 0], soon: true })
})
