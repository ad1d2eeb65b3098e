import type { Logger } from '@pm-bot/logging'
import type { Metrics } from '@pm-bot/metrics'
import { createPulse, type Loop, startTimers } from '@pm-bot/runtime'
import { type AuditFiles, createReaper, type Store, sealAudit, sweepEffects } from '@pm-bot/store'

export interface SchedulerOptions {
  store: Store
  auditFiles: AuditFiles
  logger: Logger
  metrics: Pick<Metrics, 'reaperVerdict' | 'effectsSwept'>
}

const SWEEP_MS = 30_000

/**
 * Fires timers, seals the audit trail, takes over from dead workers and sweeps up what got lost,
 * until stopped. It can tell actors things; it cannot approve. Several at once do no harm.
 */
export function startScheduler({ store, auditFiles, logger, metrics }: SchedulerOptions): Loop {
  const onError = (error: unknown) => logger.error({ err: error }, 'scheduler')
  const timers = startTimers({ storage: store.storage, onError })
  const sealer = createPulse({
    pollMs: 500,
    onError,
    beat: async () => ((await sealAudit(store.database, auditFiles)) > 0 ? 'again' : 'idle'),
  })
  const reaper = createReaper(store.database, store.queue.sendJobs)
  const reaping = createPulse({
    // A worker's end is seen within two looks.
    pollMs: store.database.dialect === 'postgres' ? 250 : 1000,
    onError,
    async beat() {
      const { verdicts, orphans } = await reaper.look()
      for (const verdict of verdicts) {
        metrics.reaperVerdict(verdict.verdict)
        logger.warn(verdict, 'worker taken over from')
      }
      metrics.effectsSwept(orphans)
      if (orphans > 0) logger.warn({ orphans }, 'attempts of no worker given to others')
      return 'idle'
    },
  })
  const sweeping = createPulse({
    pollMs: SWEEP_MS,
    onError,
    async beat() {
      const sent = await sweepEffects(store)
      metrics.effectsSwept(sent)
      if (sent > 0) logger.warn({ sent }, 'effects without a job sent again')
      return 'idle'
    },
  })
  const loops: Loop[] = [timers, sealer, reaping, sweeping]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
