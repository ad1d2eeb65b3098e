import type { BenchCase } from '../bench-case.ts'
import { drainBacklog } from './backlog.ts'
import { KEYED, KEYED_BY_TWO } from './entrants.ts'
import { type FinishedRace, reportRaces } from './report-races.ts'
import { inRounds } from './rounds.ts'

const LOAD = { actors: 1000, messagesEach: 20 }
const FIELDS = [
  { workers: 1, inWords: 'one worker process', entrants: KEYED },
  { workers: 2, inWords: 'two worker processes', entrants: KEYED_BY_TWO },
]

export const keyed: BenchCase = {
  name: 'keyed',
  title: 'Keyed messages',
  async measure(say, bench) {
    const races: FinishedRace[] = []
    for (const { workers, inWords, entrants } of FIELDS) {
      const title = `${LOAD.actors} actors × ${LOAD.messagesEach} messages, ${inWords}`
      say(title)
      races.push({
        title,
        unit: 'messages a second',
        better: 'more',
        results: await inRounds(entrants, bench, say, (each) =>
          drainBacklog(each, { ...LOAD, workers }, bench),
        ),
        bars: [
          { line: `keyed messages, ${inWords}: ≥ 2 × the best Postgres peer`, against: 'peer', ratio: 2 },
          { line: `keyed messages, ${inWords}: ≥ the raw unordered loop`, against: 'limit', ratio: 1 },
        ],
      })
    }
    return reportRaces(races)
  },
}
