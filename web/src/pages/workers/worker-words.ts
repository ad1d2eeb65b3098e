import type { WorkerState, WorkerView } from '@pm-bot/domain'
import type { IconName } from '../../ui/icon.tsx'
import { queueTitle } from '../../ui/work-words.ts'

export const WORKER_WORDS: Record<
  WorkerState,
  { icon: IconName; tone: string; word: string; means: string | null }
> = {
  working: { icon: 'done', tone: 'green', word: 'Working', means: null },
  draining: {
    icon: 'working',
    tone: 'amber',
    word: 'Draining',
    means: 'It finishes what is under way and takes nothing new.',
  },
  drained: {
    icon: 'pause',
    tone: 'amber',
    word: 'Drained',
    means: 'It has nothing under way and takes nothing new. You can stop it now.',
  },
  silent: {
    icon: 'warning',
    tone: 'red',
    word: 'Silent',
    means: 'Nothing was heard of it for a while. If it is dead, its work goes to another worker by itself.',
  },
}

/** What a worker takes: `Runs × 2, Sync × 1`. */
export const takesInWords = ({ queues }: Pick<WorkerView, 'queues'>): string =>
  Object.entries(queues)
    .filter(([, atOnce]) => atOnce > 0)
    .map(([queue, atOnce]) => `${queueTitle(queue)} × ${atOnce}`)
    .join(', ') || 'no queue'

const ORDER: Record<WorkerState, number> = { silent: 0, draining: 1, drained: 2, working: 3 }

/** What may need a hand first; then in an order that stays. */
export const inWorkerOrder = (workers: readonly WorkerView[]): WorkerView[] =>
  workers.toSorted(
    (a, b) => ORDER[a.state] - ORDER[b.state] || `${a.host}${a.id}`.localeCompare(`${b.host}${b.id}`),
  )
