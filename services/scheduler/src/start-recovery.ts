import type { Logger } from '@pm-bot/logging'
import type { Metrics } from '@pm-bot/metrics'
import { createPulse, type Loop } from '@pm-bot/runtime'
import { createReaper, type Store, sweepEffects } from '@pm-bot/store'

export interface RecoveryContext {
  store: Store
  logger: Logger
  metrics: Pick<Metrics, 'reaperVerdict' | 'effectsSwept'>
}

/** A worker's end is seen within two looks. On SQLite there is none but the one process. */
const LOOK_MS = { postgres: 250, sqlite: 1000 }
const SWEEP_MS = 30_000

/** Gives what dead workers had in hand to others, and sends again what got lost on the way. */
export function startRecovery(
  { store, logger, metrics }: RecoveryContext,
  onError: (error: unknown) => void,
): Loop {
  const sweep = async (options: { evenTaken: boolean }) => {
    const sent = await sweepEffects(store, options)
    metrics.effectsSwept(sent)
    if (sent > 0) logger.warn({ sent }, 'effects without a job sent again')
  }
  const reaper = createReaper(store.database, store.queue.sendJobs)
  const reaping = createPulse({
    pollMs: LOOK_MS[store.database.dialect],
    onError,
    async beat() {
      const { verdicts, orphans } = await reaper.look()
      for (const verdict of verdicts) {
        metrics.reaperVerdict(verdict.verdict)
        logger.warn(verdict, 'worker taken over from')
      }
      metrics.effectsSwept(orphans)
      if (orphans > 0) logger.warn({ orphans }, 'attempts of no worker given to others')
      if (verdicts.length > 0) await sweep({ evenTaken: true })
      return 'idle'
    },
  })
  const sweeping = createPulse({
    pollMs: SWEEP_MS,
    onError,
    async beat() {
      await sweep({ evenTaken: false })
      return 'idle'
    },
  })
  return {
    async stop() {
      await Promise.all([reaping.stop(), sweeping.stop()])
    },
  }
}
