import { setTimeout as sleep } from 'node:timers/promises'
import { createRedactor } from '@pm-bot/domain'
import { openStore } from '@pm-bot/store'
import pg from 'pg'
import type { Bench, BenchCase } from '../bench-case.ts'
import { roundsOf } from '../figures.ts'
import { PM_BOT } from './entrants.ts'
import { type Ground, onDatabase } from './grounds.ts'
import { onCourse } from './run.ts'

const LOAD = { actors: 1000, messagesEach: 20 }
const MEASURED = LOAD.actors * LOAD.messagesEach
const FINISHED = 1_000_000
const WAITING = { actors: 5000, messagesEach: 20 }
const LIMIT_MS = 60_000
const LINE = 'depth: throughput ≥ 0.8 × of empty tables'

/** What is finished and what waits behind costs the messages that are handled next nothing. */
export const depth: BenchCase = {
  name: 'depth',
  title: 'Depth',
  async measure(say, bench) {
    const rates: Record<'empty' | 'full', number[]> = { empty: [], full: [] }
    for (let round = 1; round <= bench.rounds; round += 1) {
      rates.empty.push(await rateOn(onDatabase, [LOAD], bench))
      rates.full.push(await rateOn(onFullDatabase, [WAITING, LOAD], bench))
      say(`  round ${round}: empty ${rates.empty.at(-1)}, full ${rates.full.at(-1)} messages a second`)
    }
    const ratio = roundsOf(rates.full.map((rate, round) => rate / rates.empty[round]!))
    const [empty, full] = [roundsOf(rates.empty), roundsOf(rates.full)]
    return {
      figures: { empty, full, ratio },
      holds: { [LINE]: ratio.median >= 0.8 },
      found: { [LINE]: `${ratio.median} × (${ratio.min} to ${ratio.max})` },
      tables: [
        {
          title: `The first ${MEASURED} messages, one worker process`,
          head: ['tables', 'messages a second'],
          rows: [
            ['empty', `${empty.median} (${empty.min} to ${empty.max})`],
            [
              `${FINISHED} messages finished, ${WAITING.actors * WAITING.messagesEach} more waiting`,
              `${full.median} (${full.min} to ${full.max})`,
            ],
          ],
        },
      ],
    }
  },
}

/** Turns a second, from the start of the worker until so many were taken: more wait where there are more. */
async function rateOn(ground: Ground, loads: readonly (typeof LOAD)[], bench: Bench): Promise<number> {
  return await onCourse({ ...PM_BOT, ground }, 1, bench, async (run) => {
    for (const load of loads) await run.sender.fill(load)
    await run.settle()
    const started = performance.now()
    await run.startWorkers()
    while (run.turns() < MEASURED) {
      if (performance.now() - started > LIMIT_MS) throw new Error(`${run.turns()} turns in ${LIMIT_MS} ms`)
      await sleep(2)
    }
    const rate = run.turns() / ((performance.now() - started) / 1000)
    await run.stopWorkers()
    return Math.round(rate)
  })
}

/** Of a finished message only its id is kept. */
const onFullDatabase: Ground = async (bench) => {
  const ground = await onDatabase(bench)
  const location = { url: ground.url }
  // Opening migrates.
  const store = await openStore({
    location,
    redactor: createRedactor([]),
    supervise: false,
    onError: console.error,
  })
  await store.close()
  const client = new pg.Client({ connectionString: ground.url })
  await client.connect()
  await client.query(
    `insert into message_ids (message_id, accepted_at)
     select uuidv7()::text, clock_timestamp() from generate_series(1, ${FINISHED})`,
  )
  await client.end()
  return ground
}
