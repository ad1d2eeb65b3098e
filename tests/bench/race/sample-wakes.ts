import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../bench-case.ts'
import { type Spread, spreadOf } from '../figures.ts'
import type { Entrant } from './entrants.ts'
import { onCourse } from './run.ts'
import type { TurnsReport } from './start-racer.ts'

/** In all rounds together. */
export const SAMPLES = 500
const REST_MS = 10
const PATIENCE_MS = 3000
/** Effects are not made for bulk. */
const WARM_UP = { actors: 100, messagesEach: 2 }

export interface Wakes {
  /** From the moment the sender, or the worker where a turn of its own is the cause, knew of the commit. */
  fromCommit: Spread
  /** From the moment the sender began. */
  fromCall: Spread
}

/**
 * One message after the other, each when all is quiet again: how long from the commit that it is due to until it is
 * in somebody's hands.
 */
export async function sampleWakes(entrant: Entrant, bench: Bench): Promise<Wakes> {
  return await onCourse(
    entrant,
    1,
    bench,
    async (run) => {
      const turns = new Map<number, PromiseWithResolvers<TurnsReport>>()
      run.onTurns((report) => turns.get(report.n)?.resolve(report))
      await run.settle()
      await run.startWorkers()
      await sleep(500)
      const fromCommit: number[] = []
      const fromCall: number[] = []
      const samples = Math.ceil(SAMPLES / bench.rounds)
      for (let n = 0; n < samples; n += 1) {
        const turn = Promise.withResolvers<TurnsReport>()
        turns.set(n, turn)
        const { askedAt, committedAt } = await run.sender.sendOne(n)
        const { at, causedAt = committedAt } = await Promise.race([turn.promise, late()])
        fromCommit.push(at - causedAt)
        fromCall.push(at - askedAt)
        await sleep(REST_MS * (1 + Math.random()))
      }
      return { fromCommit: spreadOf(fromCommit), fromCall: spreadOf(fromCall) }
    },
    WARM_UP,
  )
}

async function late(): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false })
  throw new Error(`a message was not handled within ${PATIENCE_MS} ms`)
}
