import { LeaseLostError } from '@pm-bot/checkpoints'
import type { Metrics } from '@pm-bot/metrics'
import type { Performer } from '@pm-bot/runtime'
import { AttemptLostError } from '@pm-bot/store'

/** Counts the writes that performers wanted to make and no longer might. */
export function countFenced(
  metrics: Pick<Metrics, 'fenced'>,
  performers: Readonly<Record<string, Performer>>,
): Record<string, Performer> {
  const counted = Object.entries(performers).map(([verb, perform]): [string, Performer] => [
    verb,
    async (attempt, signal) => {
      try {
        return await perform(attempt, signal)
      } catch (error) {
        if (error instanceof LeaseLostError) metrics.fenced('checkpoint')
        if (error instanceof AttemptLostError) metrics.fenced('record')
        throw error
      }
    },
  ])
  return Object.fromEntries(counted)
}
