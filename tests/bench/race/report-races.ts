import type { BenchReport } from '../bench-case.ts'
import type { Result } from './rounds.ts'
import { type Bar, judge, type Race, standingsOf, tableOf } from './standings.ts'

export interface FinishedRace extends Race {
  results: readonly Result<number>[]
  bars: readonly Bar[]
}

/** One report of all races of a case. */
export function reportRaces(races: readonly FinishedRace[]): BenchReport {
  const judged = races.map((race) => {
    const standings = standingsOf(race.results)
    return {
      title: race.title,
      standings,
      ...judge(standings, race, race.bars),
      table: tableOf(standings, race),
    }
  })
  return {
    figures: Object.fromEntries(judged.map(({ title, standings }) => [title, standings])),
    holds: Object.assign({}, ...judged.map(({ holds }) => holds)),
    found: Object.assign({}, ...judged.map(({ found }) => found)),
    tables: judged.map(({ table }) => table),
  }
}
