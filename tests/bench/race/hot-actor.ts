import type { BenchCase } from '../bench-case.ts'
import { drainBacklog } from './backlog.ts'
import { HOT } from './entrants.ts'
import { reportRaces } from './report-races.ts'
import { inRounds } from './rounds.ts'

const LOAD = { actors: 1, messagesEach: 2000, workers: 1 }
const TITLE = `${LOAD.actors} actor × ${LOAD.messagesEach} messages, one worker process`

export const hotActor: BenchCase = {
  name: 'hot-actor',
  title: 'Hot actor',
  async measure(say, bench) {
    say(TITLE)
    return reportRaces([
      {
        title: TITLE,
        unit: 'messages a second',
        better: 'more',
        results: await inRounds(HOT, bench, say, (entrant) => drainBacklog(entrant, LOAD, bench)),
        bars: [{ line: 'hot actor: ≥ 50 × the best Postgres peer', against: 'peer', ratio: 50 }],
      },
    ])
  },
}
