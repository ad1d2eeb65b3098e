import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench, BenchCase } from '../bench-case.ts'
import { spreadOf } from '../figures.ts'
import { type Entrant, WAKE } from './entrants.ts'
import { inRounds, type Result } from './rounds.ts'
import { onCourse } from './run.ts'
import { judge, type Race, type Standing, standingsOf, tableOf } from './standings.ts'

const SAMPLES = 500
const REST_MS = 15
const PATIENCE_MS = 3000

export const wake: BenchCase = {
  name: 'wake',
  title: 'Wake latency, idle',
  async measure(say, bench) {
    say(`${SAMPLES} samples, idle, from the commit of a message to the start of its turn`)
    const results = await inRounds(WAKE, bench, say, (entrant) => sampleWakes(entrant, bench))
    const report = { figures: {}, holds: {}, found: {}, tables: [] as ReturnType<typeof tableOf>[] }
    for (const percentile of ['p50', 'p99'] as const) {
      const race: Race = {
        title: `Commit → turn, ${percentile} of ${SAMPLES} samples, idle`,
        unit: 'ms',
        better: 'less',
      }
      const standings: Standing[] = standingsOf(results.map((result) => ofEachRound(result, percentile)))
      const { holds, found } = judge(standings, race, [
        {
          line: `wake latency, idle, ${percentile}: ≤ 1.5 × raw INSERT + NOTIFY + claim`,
          against: 'limit',
          ratio: 1.5,
        },
      ])
      Object.assign(report.figures, { [percentile]: standings })
      Object.assign(report.holds, holds)
      Object.assign(report.found, found)
      report.tables.push(tableOf(standings, race))
    }
    return report
  },
}

const ofEachRound = (result: Result<Spreads>, percentile: 'p50' | 'p99'): Result<number> => ({
  ...result,
  rounds: result.rounds.map(({ fromCommit }) => fromCommit[percentile]),
})

interface Spreads {
  /** From the moment the sender knew of its commit. */
  fromCommit: ReturnType<typeof spreadOf>
  /** From the moment the sender began. */
  fromCall: ReturnType<typeof spreadOf>
}

async function sampleWakes(entrant: Entrant, bench: Bench): Promise<Spreads> {
  return await onCourse(entrant, 1, bench, async (run) => {
    const turns = new Map<number, PromiseWithResolvers<number>>()
    run.onTurns(({ n, at }) => turns.get(n)?.resolve(at))
    await run.settle()
    await run.startWorkers()
    await sleep(500)
    const fromCommit: number[] = []
    const fromCall: number[] = []
    const samples = Math.ceil(SAMPLES / bench.rounds)
    for (let n = 0; n < samples; n += 1) {
      const turn = Promise.withResolvers<number>()
      turns.set(n, turn)
      const { askedAt, committedAt } = await run.sender.sendOne(n)
      const at = await Promise.race([turn.promise, late()])
      fromCommit.push(at - committedAt)
      fromCall.push(at - askedAt)
      await sleep(REST_MS * (1 + Math.random()))
    }
    return { fromCommit: spreadOf(fromCommit), fromCall: spreadOf(fromCall) }
  })
}

async function late(): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false })
  throw new Error(`a message was not handled within ${PATIENCE_MS} ms`)
}
