import type { BenchCase } from '../bench-case.ts'
import { drainBacklog } from './backlog.ts'
import { KEYED, KEYED_BY_TWO } from './entrants.ts'
import { inRounds } from './rounds.ts'
import { judge, type Race, standingsOf, tableOf } from './standings.ts'

const LOAD = { actors: 1000, messagesEach: 20 }
const FIELDS = { 1: KEYED, 2: KEYED_BY_TWO }
const WORDS = { 1: 'one worker process', 2: 'two worker processes' }

export const keyed: BenchCase = {
  name: 'keyed',
  title: 'Keyed messages',
  async measure(say, bench) {
    const report = { figures: {}, holds: {}, found: {}, tables: [] as ReturnType<typeof tableOf>[] }
    for (const workers of [1, 2] as const) {
      say(`${LOAD.actors} actors × ${LOAD.messagesEach} messages, ${WORDS[workers]}`)
      const race: Race = {
        title: `${LOAD.actors} actors × ${LOAD.messagesEach} messages, ${WORDS[workers]}`,
        unit: 'messages a second',
        better: 'more',
      }
      const results = await inRounds(FIELDS[workers], bench, say, (entrant) =>
        drainBacklog(entrant, { ...LOAD, workers }, bench),
      )
      const standings = standingsOf(results)
      const { holds, found } = judge(standings, race, [
        {
          line: `keyed messages, ${WORDS[workers]}: ≥ 2 × the best Postgres peer`,
          against: 'peer',
          ratio: 2,
        },
        { line: `keyed messages, ${WORDS[workers]}: ≥ the raw unordered loop`, against: 'limit', ratio: 1 },
      ])
      Object.assign(report.figures, { [WORDS[workers]]: standings })
      Object.assign(report.holds, holds)
      Object.assign(report.found, found)
      report.tables.push(tableOf(standings, race))
    }
    return report
  },
}
