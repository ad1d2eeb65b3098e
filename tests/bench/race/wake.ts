import type { BenchCase } from '../bench-case.ts'
import { WAKE } from './entrants.ts'
import { reportRaces } from './report-races.ts'
import { inRounds, type Result } from './rounds.ts'
import { SAMPLES, sampleWakes, type Wakes } from './sample-wakes.ts'
import type { Bar, Race } from './standings.ts'

const bar = (percentile: string): Bar => ({
  line: `wake latency, idle, ${percentile}: ≤ 1.5 × raw INSERT + NOTIFY + claim`,
  against: 'limit',
  ratio: 1.5,
})

export const wake: BenchCase = {
  name: 'wake',
  title: 'Wake latency, idle',
  async measure(say, bench) {
    say(`${SAMPLES} samples, idle, from the commit of a message to the start of its turn`)
    const results = await inRounds(WAKE, bench, say, (entrant) => sampleWakes(entrant, bench))
    const race = (
      title: string,
      figureOf: (wakes: Wakes) => number,
    ): Race & { results: Result<number>[] } => ({
      title: `${title} of ${SAMPLES} samples, idle`,
      unit: 'ms',
      better: 'less',
      results: results.map((result) => ({ ...result, rounds: result.rounds.map(figureOf) })),
    })
    return reportRaces([
      { ...race('Commit → turn, p50', ({ fromCommit }) => fromCommit.p50), bars: [bar('p50')] },
      { ...race('Commit → turn, p99', ({ fromCommit }) => fromCommit.p99), bars: [bar('p99')] },
      // A NOTIFY inside of the transaction travels while its sender still waits to hear of the commit.
      { ...race('Sending begins → turn, p50', ({ fromCall }) => fromCall.p50), bars: [] },
    ])
  },
}
