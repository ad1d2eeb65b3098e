import { TURN_LIMITS, type TurnsTaken } from '@pm-bot/runtime'
import type { WorkerContext } from './worker-context.ts'

/**
 * One line for the turns of one transaction, which are up to 16: with a line each, a flood of
 * messages would be a flood of lines. And one for every message that failed.
 */
export function reportTurns(
  { handled, failed, served }: TurnsTaken,
  ms: number,
  { logger, metrics }: Pick<WorkerContext, 'logger' | 'metrics'>,
): void {
  const parked = failed.filter(({ message }) => message.attempts + 1 >= TURN_LIMITS.attempts).length
  const waitedMs = served.flatMap((actor) => actor.waitedMs ?? [])
  metrics.turns({ ms, handled, failed: failed.length - parked, parked, waitedMs })

  if (served.length > 0) {
    const actors = served.map(({ kind, key }) => `${kind}/${key}`)
    const line = { actors, handled, ms: Math.round(ms), waitedMs: Math.max(0, ...waitedMs) }
    logger.info(line, 'turns')
  }
  for (const { message, error } of failed) {
    const { kind, key, messageId, attempts } = message
    logger.error({ kind, key, messageId, attempts: attempts + 1, err: error }, 'message failed')
  }
}
