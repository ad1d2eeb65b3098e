import type { JobState, JobView } from '@pm-bot/domain'
import { plural } from '../../ui/time.ts'
import { JOB_WORDS } from '../../ui/work-words.ts'

/** The run's goal, where the job carries it. */
export function goalOf({ payload }: Pick<JobView, 'payload'>): string | undefined {
  if (typeof payload !== 'object' || payload === null || !('goal' in payload)) return undefined
  return typeof payload.goal === 'string' ? payload.goal : undefined
}

/** A job that was done is no success when its run failed all the same. */
export const isDoneInVain = ({ state, runStatus }: Pick<JobView, 'state' | 'runStatus'>) =>
  state === 'succeeded' && runStatus === 'failed'

export const lookOf = (job: Pick<JobView, 'state' | 'runStatus'>) =>
  isDoneInVain(job) ? { ...JOB_WORDS.succeeded, tone: 'grey' } : JOB_WORDS[job.state]

/** How often it was put back to work, and tried since; undefined while neither has happened. */
export function historyInWords({ attempt, generation }: Pick<JobView, 'attempt' | 'generation'>) {
  const tried = attempt > 0 ? plural(attempt, 'time') : ''
  const putBack = generation > 1 ? `put back to work ${plural(generation - 1, 'time')}` : ''
  return [tried, putBack].filter(Boolean).join(', ') || undefined
}

type Tries = Pick<JobView, 'attempt' | 'crashes'> & { attemptsAtMost?: number }

/** How often it was tried; nothing while that is once and all went well. */
export function triesInWords({ attempt, attemptsAtMost, crashes }: Tries): string {
  const most = attemptsAtMost && attempt <= attemptsAtMost ? ` of ${attemptsAtMost}` : ''
  const tries = attempt > 1 ? `attempt ${attempt}${most}` : ''
  const died = crashes > 0 ? `${plural(crashes, 'worker')} died over it` : ''
  return [tries, died].filter(Boolean).join(', ')
}

export type JobTab = JobState | 'all'
export const JOB_TABS: readonly JobTab[] = [
  'all',
  'waiting',
  'delayed',
  'active',
  'failed',
  'in-doubt',
  'succeeded',
  'cancelled',
]

export const PURGE_WORDS = {
  waiting: { what: 'waiting jobs', follows: 'The runs that they belong to are cancelled.' },
  delayed: { what: 'delayed jobs', follows: 'The runs that they belong to are cancelled.' },
  failed: {
    what: 'failed jobs',
    follows: 'They can then no longer be put back to work. Their runs, with timeline and files, stay.',
  },
  'in-doubt': {
    what: 'jobs in doubt',
    follows: 'They can then no longer be put back to work. Their runs, with timeline and files, stay.',
  },
  succeeded: { what: 'finished jobs', follows: 'Their runs, with timeline and files, stay.' },
  cancelled: { what: 'cancelled jobs', follows: 'Their runs, with timeline and files, stay.' },
} as const satisfies Record<Exclude<JobState, 'active'>, { what: string; follows: string }>
export type PurgeableState = keyof typeof PURGE_WORDS

const HOUR_MS = 3_600_000
export const AGES = [
  { text: 'of any age', ms: 0 },
  { text: 'older than an hour', ms: HOUR_MS },
  { text: 'older than a day', ms: 24 * HOUR_MS },
  { text: 'older than a week', ms: 7 * 24 * HOUR_MS },
] as const

/** What a redrive or purge came to. */
export function resultInWords(
  verb: string,
  count: number,
  refused: readonly { count: number; detail: string }[],
  remaining: number,
): string {
  const left = refused.map((refusal) => `${refusal.count} refused: ${refusal.detail}.`)
  if (remaining > 0) left.push(`${remaining} are left: do it again for the next thousand.`)
  return [`${verb} ${plural(count, 'job')}.`, ...left].join(' ')
}
