import type { BenchCase } from '../bench-case.ts'
import { WAKE } from './entrants.ts'
import { inRounds, type Result } from './rounds.ts'
import { SAMPLES, sampleWakes, type Wakes } from './sample-wakes.ts'
import { judge, type Race, type Standing, standingsOf, tableOf } from './standings.ts'

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

const ofEachRound = (result: Result<Wakes>, percentile: 'p50' | 'p99'): Result<number> => ({
  ...result,
  rounds: result.rounds.map(({ fromCommit }) => fromCommit[percentile]),
})
