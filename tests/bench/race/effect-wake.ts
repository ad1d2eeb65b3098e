import type { BenchCase } from '../bench-case.ts'
import { EFFECT_WAKE } from './entrants.ts'
import { reportRaces } from './report-races.ts'
import { inRounds } from './rounds.ts'
import { SAMPLES, sampleWakes } from './sample-wakes.ts'

export const effectWake: BenchCase = {
  name: 'effect-wake',
  title: 'Effect latency',
  async measure(say, bench) {
    say(`${SAMPLES} samples, idle, from the commit of a turn to the start of the effect that it owes`)
    const results = await inRounds(EFFECT_WAKE, bench, say, async (entrant) => {
      const { fromCommit } = await sampleWakes(entrant, bench)
      return fromCommit.p50
    })
    return reportRaces([
      {
        title: `Commit → performer, p50 of ${SAMPLES} samples, idle`,
        unit: 'ms',
        better: 'less',
        results,
        bars: [{ line: 'effect latency: p50 ≤ pg-boss’s own wake with notify', against: 'peer', ratio: 1 }],
      },
    ])
  },
}
