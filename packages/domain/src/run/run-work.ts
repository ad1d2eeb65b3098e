import type { JobState } from '../actor/work-queues.ts'
import type { WorkerState } from '../actor/worker-schema.ts'

/** Why the work of a run does not go on, or that it does. */
export const WAIT_REASONS = [
  'mail-parked',
  'no-place',
  'mail-waits',
  'all-paused',
  'queue-paused',
  'no-worker',
  'work-ahead',
  'next',
  'delayed',
  'worker-silent',
  'at-work',
  'job-failed',
  'job-in-doubt',
] as const
export type WaitReason = (typeof WAIT_REASONS)[number]

export interface RunWorkFacts {
  /** Of its newest job; null when it has none. */
  state: JobState | null
  isPaused: boolean
  /** The operator paused everything. */
  isAllPaused: boolean
  /** Whether a worker that is well takes its queue, or that of the runs while it has no job. */
  isTaken: boolean
  /** Jobs of the same queue that are taken before it. */
  ahead: number
  /** Of the worker that has it; null when none has, or it is gone. */
  worker: WorkerState | null
  mail: { waiting: number; parked: number }
  /** It asked its repository for a place and has none. */
  awaitsPlace: boolean
}

/** The first thing to mend, or else what has to happen next. Null: no machine has to do anything. */
export function waitReason({
  state,
  isPaused,
  isAllPaused,
  isTaken,
  ahead,
  worker,
  mail,
  awaitsPlace,
}: RunWorkFacts): WaitReason | null {
  if (mail.parked > 0) return 'mail-parked'
  if (state === 'active') return worker === null || worker === 'silent' ? 'worker-silent' : 'at-work'
  if (state === 'waiting' || state === 'delayed') {
    if (isAllPaused) return 'all-paused'
    if (isPaused) return 'queue-paused'
    if (!isTaken) return 'no-worker'
    if (state === 'delayed') return 'delayed'
    return ahead > 0 ? 'work-ahead' : 'next'
  }
  // Its repository answers when a worker serves it.
  if (awaitsPlace) return isTaken ? 'no-place' : 'no-worker'
  if (mail.waiting > 0) return 'mail-waits'
  if (state === 'failed') return 'job-failed'
  return state === 'in-doubt' ? 'job-in-doubt' : null
}
