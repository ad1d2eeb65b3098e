import type { BenchCase } from '../bench-case.ts'
import { EFFECT_WAKE } from './entrants.ts'
import { inRounds } from './rounds.ts'
import { SAMPLES, sampleWakes } from './sample-wakes.ts'
import { judge, type Race, standingsOf, tableOf } from './standings.ts'

const RACE: Race = {
  title: `Commit → performer, p50 of ${SAMPLES} samples, idle`,
  unit: 'ms',
  better: 'less',
}

export const effectWake: BenchCase = {
  name: 'effect-wake',
  title: 'Effect latency',
  async measure(say, bench) {
    say(`${SAMPLES} samples, idle, from the commit of a turn to the start of the effect that it owes`)
    const results = await inRounds(EFFECT_WAKE, bench, say, (entrant) => sampleWakes(entrant, bench))
    const standings = standingsOf(
      results.map((result) => ({ ...result, rounds: result.rounds.map(({ fromCommit }) => fromCommit.p50) })),
    )
    return {
      figures: { standings },
      ...judge(standings, RACE, [
        { line: 'effect latency: p50 ≤ pg-boss’s own wake with notify', against: 'peer', ratio: 1 },
      ]),
      tables: [tableOf(standings, RACE)],
    }
  },
}
