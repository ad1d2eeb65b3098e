import type { RunView, RunWorkView } from '@pm-bot/domain'
import { isOver } from './run-zones.ts'

/**
 * What a run says of itself below its title. As long as a machine has to do something, what is told of
 * its work is newer and says more: then nothing, so that the two do not contradict each other.
 */
export function standingOf(
  { status, reason }: Pick<RunView, 'status' | 'reason'>,
  work: Pick<RunWorkView, 'reason'> | undefined,
): string | undefined {
  return work?.reason && !isOver(status) ? undefined : (reason ?? undefined)
}
