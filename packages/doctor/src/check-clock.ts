import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('clock')
const DAY_MS = 24 * 60 * 60 * 1000

export interface ClockFacts {
  now: number
  /** When these files were put here: it cannot be earlier than that. */
  installed: number
  /** How far the clock went astray from a timer while it was watched. */
  jumpMs: number
}

/** Watches the clock for a moment. */
export async function checkClock(): Promise<Finding> {
  const before = Date.now() - performance.now()
  await sleep(250)
  const jumpMs = Math.abs(Date.now() - performance.now() - before)
  return judgeClock({ now: Date.now(), installed: statSync(new URL(import.meta.url)).mtimeMs, jumpMs })
}

export function judgeClock({ now, installed, jumpMs }: ClockFacts): Finding {
  const told = new Date(now).toISOString()
  if (now < installed - DAY_MS)
    return problem(
      `The clock says ${told}, which is before pm-bot came to this machine.`,
      'Set it: decisions and sessions are valid by it.',
    )
  if (jumpMs > 50)
    return warning(
      `The clock jumped by ${Math.round(jumpMs)} ms while it was watched.`,
      'Let one time service set it, slowly.',
    )
  return ok(`The clock says ${told} and runs evenly.`)
}
