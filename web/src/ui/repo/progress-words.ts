import type { RepoSyncView } from '@pm-bot/domain'
import { nameInWords } from '../name-in-words.ts'
import { number, plural } from '../time.ts'

type Progress = NonNullable<RepoSyncView['progress']>

/** How far a sync has got, unless it waits and has not begun: that is no progress. */
export const progressOf = ({
  status,
  progress,
}: Pick<RepoSyncView, 'status' | 'progress'>): Progress | null =>
  status === 'waiting' && progress?.pages === 0 ? null : progress

const PHASES: Record<string, string> = {
  repo: 'The repository itself',
  labels: 'Labels',
  issues: 'Issues and pull requests',
  pulls: 'Pull requests',
  comments: 'Comments',
  'issue-comments': 'Comments',
  'review-comments': 'Comments on lines',
  reconcile: 'What is still there',
}

export const phaseInWords = (phase: string): string => PHASES[phase] ?? nameInWords(phase)

export function progressInWords({ objects, total, pages, requests, secondsLeft }: Progress): string {
  if (pages === 0 && requests === 0) return 'just begun'
  const done = total === null ? plural(objects, 'object') : `${number(objects)} of about ${number(total)}`
  const said = [done, plural(pages, 'page'), plural(requests, 'request')]
  if (secondsLeft !== null) said.push(`about ${timeLeft(secondsLeft)} to go`)
  return said.join(' · ')
}

const timeLeft = (seconds: number) =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`
