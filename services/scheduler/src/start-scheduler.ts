import type { Metrics } from '@pm-bot/metrics'
import { createPulse, type Loop, startTimers } from '@pm-bot/runtime'
import {
  type AuditFiles,
  createReaper,
  SAMPLE_MS,
  sampleQueues,
  sealAudit,
  sweepEffects,
} from '@pm-bot/store'
import type { RetentionContext } from './retention/retention-context.ts'
import { startRetention } from './start-retention.ts'
import { watchDisk } from './watch-disk.ts'

export interface SchedulerOptions extends RetentionContext {
  auditFiles: AuditFiles
  metrics: Pick<Metrics, 'reaperVerdict' | 'effectsSwept'>
}

const SWEEP_MS = 30_000

/**
 * Fires timers, seals the audit trail, samples the queues, takes over from dead workers, sweeps up what
 * got lost, removes what is old and watches the disk, until stopped. It can tell actors things; it
 * cannot approve.
 * Several at once do no harm.
 */
export function startScheduler(options: SchedulerOptions): Loop {
  const { store, artifacts, auditFiles, logger, metrics } = options
  const onError = (error: unknown) => logger.error({ err: error }, 'scheduler')
  const timers = startTimers({ storage: store.storage, onError })
  const sealer = createPulse({
    pollMs: 500,
    onError,
    beat: async () => ((await sealAudit(store.database, auditFiles)) > 0 ? 'again' : 'idle'),
  })
  const sweep = async (options: { evenTaken: boolean }) => {
    const sent = await sweepEffects(store, options)
    metrics.effectsSwept(sent)
    if (sent > 0) logger.warn({ sent }, 'effects without a job sent again')
  }
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
  const retention = startRetention(options, onError)
  const disk = watchDisk({ store, artifacts, logger, onError })
  const sampler = createPulse({
    pollMs: SAMPLE_MS,
    onError,
    async beat() {
      await sampleQueues(store.database)
      return 'idle'
    },
  })
  const loops: Loop[] = [timers, sealer, sampler, reaping, sweeping, retention, disk]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
