import { type MailboxSampleView, type QueueName, type QueueSampleView, WORK_QUEUES } from '@pm-bot/domain'
import { type RawBuilder, sql } from 'kysely'
import { changed } from './changed.ts'
import type { Database, Reader } from './database.ts'
import { later } from './later.ts'
import { readMailboxes } from './mailboxes.ts'
import { waitsSince } from './queue-waits.ts'
import { listQueues } from './queues.ts'

export const SAMPLE_MS = 10_000
const KEPT_BUCKETS = (24 * 60 * 60 * 1000) / SAMPLE_MS
const MOST_POINTS = 360

/** Writes how long the queues are. Whoever is first writes a bucket; old ones go at the same time. */
export async function sampleQueues(database: Database): Promise<void> {
  const now = await database.now()
  const bucket = bucketOf(now)
  const queues = await listQueues(database)
  const waits = await waitsSince(database, later(now, -60_000))
  const mailboxes = await readMailboxes(database)
  const before = await sampleBefore(database, bucket)
  const waited = (since: string | null) =>
    since === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(since))

  await database.transaction(async (tx) => {
    await tx.write(
      tx.db
        .insertInto('queue_samples')
        .values(
          queues.map(({ name, waiting, delayed, active, oldestWaitingAt }) => ({
            queue: name,
            bucket,
            waiting,
            delayed,
            active,
            oldest_wait_ms: waited(oldestWaitingAt),
            wait_p50_ms: waits[name]?.p50 ?? null,
            wait_p95_ms: waits[name]?.p95 ?? null,
          })),
        )
        .onConflict((conflict) => conflict.columns(['queue', 'bucket']).doNothing()),
    )
    const { waiting, parked, oldestWaitingAt } = mailboxes
    await tx.write(
      tx.db
        .insertInto('mailbox_samples')
        .values({ bucket, waiting, parked, oldest_wait_ms: waited(oldestWaitingAt) })
        .onConflict((conflict) => conflict.column('bucket').doNothing()),
    )
    const names = queues.map(({ name }) => name)
    await tx.write(
      tx.db
        .deleteFrom('queue_samples')
        .where('queue', 'in', names)
        .where('bucket', '<', bucket - KEPT_BUCKETS),
    )
    await tx.write(tx.db.deleteFrom('mailbox_samples').where('bucket', '<', bucket - KEPT_BUCKETS))
    changed(tx, 'queue-samples', '')
    // Work that has become due has changed its state without anybody doing anything.
    for (const { name, waiting, delayed, active } of queues) {
      if (before.queues.get(name) !== `${waiting} ${delayed} ${active}`) changed(tx, 'queues', name)
    }
    if (before.mail !== `${mailboxes.waiting} ${mailboxes.parked}`) changed(tx, 'queues', '')
  })
}

/** The sample before this bucket, to be compared: nothing where there is none. */
async function sampleBefore({ read }: Reader, bucket: number) {
  const mail = await read
    .selectFrom('mailbox_samples')
    .select(['bucket', 'waiting', 'parked'])
    .where('bucket', '<', bucket)
    .orderBy('bucket', 'desc')
    .limit(1)
    .executeTakeFirst()
  const queues = await read
    .selectFrom('queue_samples')
    .select(['queue', 'waiting', 'delayed', 'active'])
    .where('queue', 'in', WORK_QUEUES)
    .where('bucket', '=', mail?.bucket ?? bucket)
    .execute()
  return {
    queues: new Map(
      queues.map(({ queue, waiting, delayed, active }) => [queue, `${waiting} ${delayed} ${active}`]),
    ),
    mail: mail && `${mail.waiting} ${mail.parked}`,
  }
}

/** Oldest first. Over a long time each point holds the highest of several samples, so that no peak is lost. */
export async function listQueueSamples(
  reader: Reader,
  queue: QueueName,
  minutes: number,
): Promise<QueueSampleView[]> {
  const { since, point } = pointsOf(await reader.now(), minutes)
  const rows = await reader.read
    .selectFrom('queue_samples')
    .select((eb) => [
      point.as('point'),
      eb.fn.max('waiting').as('waiting'),
      eb.fn.max('delayed').as('delayed'),
      eb.fn.max('active').as('active'),
      eb.fn.max('oldest_wait_ms').as('oldest_wait_ms'),
      eb.fn.max('wait_p50_ms').as('wait_p50_ms'),
      eb.fn.max('wait_p95_ms').as('wait_p95_ms'),
    ])
    .where('queue', '=', queue)
    .where('bucket', '>=', since)
    .groupBy('point')
    .orderBy('point')
    .execute()
  return rows.map((row) => ({
    at: timeOf(row.point),
    waiting: row.waiting,
    delayed: row.delayed,
    active: row.active,
    oldestWaitMs: row.oldest_wait_ms,
    waitMs: row.wait_p50_ms === null ? null : { p50: row.wait_p50_ms, p95: row.wait_p95_ms! },
  }))
}

export async function listMailboxSamples(reader: Reader, minutes: number): Promise<MailboxSampleView[]> {
  const { since, point } = pointsOf(await reader.now(), minutes)
  const rows = await reader.read
    .selectFrom('mailbox_samples')
    .select((eb) => [
      point.as('point'),
      eb.fn.max('waiting').as('waiting'),
      eb.fn.max('parked').as('parked'),
      eb.fn.max('oldest_wait_ms').as('oldest_wait_ms'),
    ])
    .where('bucket', '>=', since)
    .groupBy('point')
    .orderBy('point')
    .execute()
  return rows.map(({ point: bucket, waiting, parked, oldest_wait_ms }) => ({
    at: timeOf(bucket),
    waiting,
    parked,
    oldestWaitMs: oldest_wait_ms,
  }))
}

const bucketOf = (time: string): number => Math.floor(Date.parse(time) / SAMPLE_MS)
const timeOf = (bucket: number): string => new Date(bucket * SAMPLE_MS).toISOString()

/** The first bucket of a span that ends now, and how its buckets fall into at most 360 points. */
function pointsOf(now: string, minutes: number): { since: number; point: RawBuilder<number> } {
  const buckets = (minutes * 60_000) / SAMPLE_MS
  const step = Math.ceil(buckets / MOST_POINTS)
  const last = Math.floor(bucketOf(now) / step) * step
  const since = last - Math.ceil(buckets / step) * step + step
  return { since, point: sql<number>`bucket / ${sql.lit(step)} * ${sql.lit(step)}` }
}
