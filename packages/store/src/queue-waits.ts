import { type QueueName, WORK_QUEUES } from '@pm-bot/domain'
import type { Reader } from './database.ts'

const MOST_STARTS = 1000

export interface Waits {
  p50: number
  p95: number
}

/** How long work waited from available to begun, of each queue's latest starts; null where none began. */
export async function waitsSince(reader: Reader, since: string): Promise<Record<QueueName, Waits | null>> {
  const entries: [QueueName, Waits | null][] = []
  for (const queue of WORK_QUEUES) entries.push([queue, await waitsOf(reader, queue, since)])
  return Object.fromEntries(entries) as Record<QueueName, Waits | null>
}

async function waitsOf({ read }: Reader, queue: QueueName, since: string): Promise<Waits | null> {
  const starts = await read
    .selectFrom('effects')
    .select(['available_at', 'started_at'])
    .where('queue', '=', queue)
    .where('started_at', '>', since)
    .orderBy('started_at', 'desc')
    .limit(MOST_STARTS)
    .execute()
  if (starts.length === 0) return null
  const waits = starts
    // One that was given back waits again: its time then lies behind its last start.
    .map(({ available_at, started_at }) => Math.max(0, Date.parse(started_at!) - Date.parse(available_at)))
    .sort((a, b) => a - b)
  const at = (share: number) => waits[Math.ceil(waits.length * share) - 1]!
  return { p50: at(0.5), p95: at(0.95) }
}
