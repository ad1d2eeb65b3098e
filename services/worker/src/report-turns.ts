import type { TurnsTaken } from '@pm-bot/runtime'
import type { WorkerContext } from './worker-context.ts'

/**
 * One line for the turns of one transaction, which are up to 16: with a line each, a flood of
 * messages would be a flood of lines. And one for every message that failed.
 */
export function reportTurns(
  { handled, failed, served, parked }: TurnsTaken,
  ms: number,
  { logger, metrics }: Pick<WorkerContext, 'logger' | 'metrics'>,
): void {
  const triedAgain = failed.length - parked.filter(({ reason }) => reason === 'failed').length
  const waitedMs = served.flatMap((actor) => actor.waitedMs ?? [])
  metrics.turns({ ms, handled, failed: triedAgain, parked: parked.length, waitedMs })

  if (served.length > 0) {
    const actors = served.map(({ kind, key }) => `${kind}/${key}`)
    const line = { actors, handled, ms: Math.round(ms), waitedMs: Math.max(0, ...waitedMs) }
    logger.info(line, 'turns')
  }
  for (const { message, error } of failed) {
    const { kind, key, messageId, attempts } = message
    logger.error({ kind, key, messageId, attempts: attempts + 1, err: error }, 'message failed')
  }
  for (const { message, reason } of parked) {
    const { kind, key, messageId } = message
    logger.error({ kind, key, messageId, reason }, 'message parked')
  }
}
