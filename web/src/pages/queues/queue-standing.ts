import type { QueueView, WorkerView } from '@pm-bot/domain'

/** What keeps a queue from moving, if anything does. */
export type QueueStanding = 'paused' | 'no-worker' | 'open'

/** Workers are unknown until they have been read: nothing is said about them before. */
export function standingOf(queue: QueueView, workers: readonly WorkerView[] | undefined): QueueStanding {
  if (queue.paused) return 'paused'
  return workers && !workers.some((worker) => takes(worker, queue.name)) ? 'no-worker' : 'open'
}

const takes = (worker: WorkerView, queue: string) =>
  worker.state === 'working' && (worker.queues[queue] ?? 0) > 0

/** Lowest and highest at once would not fit a cell: how much is done, per minute or per hour. */
export function throughput({ finishedLastMinute, finishedLastHour }: QueueView): string {
  if (finishedLastMinute > 0) return `${finishedLastMinute} / min`
  return finishedLastHour > 0 ? `${finishedLastHour} / h` : '–'
}
