import type { QueueSampleView } from '@pm-bot/domain'
import { type ChartData, highest } from '../../ui/chart/chart-line.ts'
import { duration, plural } from '../../ui/time.ts'

const timesOf = (samples: readonly QueueSampleView[]) => samples.map((sample) => Date.parse(sample.at) / 1000)

/** How many jobs there are. */
export const depthOf = (samples: readonly QueueSampleView[]): ChartData => ({
  times: timesOf(samples),
  lines: [
    { label: 'Waiting', color: 'blue', values: samples.map((sample) => sample.waiting) },
    { label: 'Under way', color: 'green', dash: [6, 3], values: samples.map((sample) => sample.active) },
    { label: 'Delayed', color: 'amber', dash: [2, 3], values: samples.map((sample) => sample.delayed) },
  ],
})

/** How long they wait, in seconds. */
export const waitOf = (samples: readonly QueueSampleView[]): ChartData => ({
  times: timesOf(samples),
  lines: [
    { label: 'Oldest waits', color: 'amber', values: samples.map((sample) => sample.oldestWaitMs / 1000) },
    {
      label: 'Wait p95',
      color: 'blue',
      dash: [6, 3],
      values: samples.map((sample) => (sample.waitMs ? sample.waitMs.p95 / 1000 : null)),
    },
    {
      label: 'Wait p50',
      color: 'green',
      dash: [2, 3],
      values: samples.map((sample) => (sample.waitMs ? sample.waitMs.p50 / 1000 : null)),
    },
  ],
})

export function depthInWords(samples: readonly QueueSampleView[]): string {
  const last = samples.at(-1)
  if (!last) return 'Nothing was measured yet.'
  const most = highest(samples.map((sample) => sample.waiting)) ?? 0
  const now = `${plural(last.waiting, 'job')} ${last.waiting === 1 ? 'waits' : 'wait'} now, ${last.active} under way.`
  return most > last.waiting ? `${now} At most ${most} waited.` : now
}

export function waitInWords(samples: readonly QueueSampleView[]): string {
  const last = samples.at(-1)
  if (!last) return 'Nothing was measured yet.'
  const longest = highest(samples.map((sample) => sample.oldestWaitMs)) ?? 0
  const begun = samples.findLast((sample) => sample.waitMs !== null)?.waitMs
  const parts = [
    last.oldestWaitMs > 0 ? `The oldest has waited ${duration(last.oldestWaitMs)}.` : 'Nothing waits now.',
    longest > last.oldestWaitMs ? `The longest wait was ${duration(longest)}.` : '',
    begun
      ? `Of what began lately, half waited at most ${duration(begun.p50)}, 95 % at most ${duration(begun.p95)}.`
      : '',
  ]
  return parts.filter(Boolean).join(' ')
}
