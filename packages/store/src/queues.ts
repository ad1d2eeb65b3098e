import { type QueueName, type QueueView, WORK_QUEUES } from '@pm-bot/domain'
import { sql } from 'kysely'
import { changed } from './changed.ts'
import type { Reader, Tx } from './database.ts'
import { later } from './later.ts'
import { waitsSince } from './queue-waits.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export async function listQueues(reader: Reader): Promise<QueueView[]> {
  const now = await reader.now()
  const open = byQueue(await countOpen(reader, now))
  const active = byQueue(await countActive(reader))
  const failed = byQueue(await countFailed(reader, later(now, -24 * HOUR_MS)))
  const finished = byQueue(await countFinished(reader, now))
  const paused = byQueue(await reader.read.selectFrom('paused_queues').selectAll().execute())
  const waits = await waitsSince(reader, later(now, -HOUR_MS))
  return WORK_QUEUES.map((name) => {
    const pause = paused.get(name)
    return {
      name,
      paused: pause ? { since: pause.paused_at, by: pause.paused_by } : null,
      waiting: Number(open.get(name)?.waiting ?? 0),
      delayed: Number(open.get(name)?.delayed ?? 0),
      active: Number(active.get(name)?.count ?? 0),
      failed: Number(failed.get(name)?.count ?? 0),
      oldestWaitingAt: open.get(name)?.oldest ?? null,
      finishedLastMinute: Number(finished.get(name)?.last_minute ?? 0),
      finishedLastHour: Number(finished.get(name)?.last_hour ?? 0),
      waitMs: waits[name],
    }
  })
}

export async function lookUpQueue(reader: Reader, name: QueueName): Promise<QueueView> {
  return (await listQueues(reader)).find((queue) => queue.name === name)!
}

/** Workers take no further job of this queue until it is resumed. False when it was paused already. */
export async function pauseQueue(tx: Tx, queue: QueueName, by: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('paused_queues')
    .values({ queue, paused_at: await tx.now(), paused_by: by })
    .onConflict((conflict) => conflict.column('queue').doNothing())
    .executeTakeFirst()
  tellWorkers(tx, queue)
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False when it was not paused. */
export async function resumeQueue(tx: Tx, queue: QueueName): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('paused_queues')
    .where('queue', '=', queue)
    .executeTakeFirst()
  tellWorkers(tx, queue)
  return numDeletedRows > 0n
}

function tellWorkers(tx: Tx, queue: QueueName): void {
  tx.hint('workers', queue)
  changed(tx, 'queues', queue)
}

const byQueue = <Row extends { queue: string }>(rows: Row[]) => new Map(rows.map((row) => [row.queue, row]))

async function countOpen({ read }: Reader, now: string) {
  return await read
    .selectFrom('effects')
    .select('queue')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('available_at', '<=', now).as('waiting'),
      eb.fn.countAll<number>().filterWhere('available_at', '>', now).as('delayed'),
      eb.fn.min('available_at').filterWhere('available_at', '<=', now).as('oldest'),
    ])
    .where('status', '=', sql.lit('open'))
    .groupBy('queue')
    .execute()
}

async function countActive({ read }: Reader) {
  return await read
    .selectFrom('effects')
    .select('queue')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', sql.lit('running'))
    .groupBy('queue')
    .execute()
}

async function countFailed({ read }: Reader, since: string) {
  return await read
    .selectFrom('effects')
    .select('queue')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', sql.lit('failed'))
    .where('queue', 'in', [...WORK_QUEUES])
    .where('finished_at', '>', since)
    .groupBy('queue')
    .execute()
}

async function countFinished({ read }: Reader, now: string) {
  return await read
    .selectFrom('effects')
    .select('queue')
    .select((eb) => [
      eb.fn.countAll<number>().as('last_hour'),
      eb.fn.countAll<number>().filterWhere('finished_at', '>', later(now, -MINUTE_MS)).as('last_minute'),
    ])
    .where('queue', 'in', [...WORK_QUEUES])
    .where('finished_at', '>', later(now, -HOUR_MS))
    .groupBy('queue')
    .execute()
}
