import type { Bench, BenchCase } from '../bench-case.ts'
import { SENDERS } from './contender.ts'
import { END_TO_END, type Entrant } from './entrants.ts'
import { reportRaces } from './report-races.ts'
import { inRounds } from './rounds.ts'
import { onCourse, untilDrained } from './run.ts'

const SEND_MS = 2500
const DRAIN_LIMIT_MS = 5000
const LOAD = { actors: 1000, messagesEach: 1 }
const TITLE = `${SENDERS} senders, one message a transaction, to ${LOAD.actors} actors, until all is handled`

export const endToEnd: BenchCase = {
  name: 'end-to-end',
  title: 'End to end',
  async measure(say, bench) {
    say(TITLE)
    return reportRaces([
      {
        title: TITLE,
        unit: 'messages a second',
        better: 'more',
        results: await inRounds(END_TO_END, bench, say, (entrant) => sendAndHandle(entrant, bench)),
        bars: [{ line: 'end to end: ≥ 3 × the best Postgres-class peer', against: 'peer', ratio: 3 }],
      },
    ])
  },
}

/** The clock runs from the first message until the last one's handling is committed. */
async function sendAndHandle(entrant: Entrant, bench: Bench): Promise<number> {
  return await onCourse(entrant, 1, bench, async (run) => {
    await run.settle()
    await run.startWorkers()
    const started = performance.now()
    const sent = await run.sender.sendFor(SEND_MS, SENDERS, LOAD)
    const handled = await untilDrained(run, sent, DRAIN_LIMIT_MS)
    return handled / ((performance.now() - started) / 1000)
  })
}
