import type { BenchCase } from '../bench-case.ts'
import { drainBacklog } from './backlog.ts'
import { HOT } from './entrants.ts'
import { inRounds } from './rounds.ts'
import { judge, type Race, standingsOf, tableOf } from './standings.ts'

const LOAD = { actors: 1, messagesEach: 2000, workers: 1 }
const RACE: Race = {
  title: `${LOAD.actors} actor × ${LOAD.messagesEach} messages, one worker process`,
  unit: 'messages a second',
  better: 'more',
}

export const hotActor: BenchCase = {
  name: 'hot-actor',
  title: 'Hot actor',
  async measure(say, bench) {
    say(RACE.title)
    const results = await inRounds(HOT, bench, say, (entrant) => drainBacklog(entrant, LOAD, bench))
    const standings = standingsOf(results)
    return {
      figures: { standings },
      ...judge(standings, RACE, [
        { line: 'hot actor: ≥ 50 × the best Postgres peer', against: 'peer', ratio: 50 },
      ]),
      tables: [tableOf(standings, RACE)],
    }
  },
}
