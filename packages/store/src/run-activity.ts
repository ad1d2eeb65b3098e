import { RUN_ZONES, type RunActivityView } from '@pm-bot/domain'
import type { Reader } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { later } from './later.ts'
import { ledBy } from './page.ts'

const MOST_RUNS = 50
const MOST_EVENTS = 120
const WITHIN_MS = 30 * 60_000

/** What goes on in the runs that are under way, the newest of them. */
export async function listRunActivity(reader: Reader): Promise<RunActivityView[]> {
  const now = await reader.now()
  const runIds = await newestUnderWay(reader)
  if (runIds.length === 0) return []
  const rows = await reader.read
    .selectFrom('run_streams as stream')
    .innerJoin('run_events as event', (join) =>
      join
        .onRef('event.run_id', '=', 'stream.run_id')
        .on('event.seq', '>', (eb) => eb('stream.last_seq', '-', MOST_EVENTS)),
    )
    .select(['event.run_id', 'event.created_at'])
    .where(isOneOf(reader.dialect, 'stream.run_id', runIds))
    .where('event.created_at', '>', later(now, -WITHIN_MS))
    .orderBy('event.seq', 'desc')
    .execute()
  const ages = Map.groupBy(rows, ({ run_id }) => run_id)
  const secondsSince = (time: string) => Math.max(0, Math.floor((Date.parse(now) - Date.parse(time)) / 1000))
  return runIds.map((runId) => ({
    runId,
    ages: (ages.get(runId) ?? []).map(({ created_at }) => secondsSince(created_at)),
  }))
}

async function newestUnderWay({ read }: Reader): Promise<string[]> {
  const lists = await Promise.all(
    RUN_ZONES['under-way'].map((status) =>
      ledBy(read.selectFrom('runs').select('run_id'), 'status', status, 'desc')
        .orderBy('run_id', 'desc')
        .limit(MOST_RUNS)
        .execute(),
    ),
  )
  return lists
    .flat()
    .map(({ run_id }) => run_id)
    .sort()
    .reverse()
    .slice(0, MOST_RUNS)
}
