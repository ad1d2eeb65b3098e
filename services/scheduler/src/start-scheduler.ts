import { createPulse, type Loop, startTimers } from '@pm-bot/runtime'
import { type AuditFiles, SAMPLE_MS, sampleQueues, sealAudit } from '@pm-bot/store'
import type { RetentionContext } from './retention/retention-context.ts'
import { type RecoveryContext, startRecovery } from './start-recovery.ts'
import { startRetention } from './start-retention.ts'
import { watchDisk } from './watch-disk.ts'

export interface SchedulerOptions extends RetentionContext, RecoveryContext {
  auditFiles: AuditFiles
}

/**
 * Fires timers, seals the audit trail, samples the queues, takes over from dead workers, sweeps up what
 * got lost, removes what is old and watches the disk, until stopped. It can tell actors things; it
 * cannot approve.
 * Several at once do no harm.
 */
export function startScheduler(options: SchedulerOptions): Loop {
  const { store, artifacts, auditFiles, logger } = options
  const onError = (error: unknown) => logger.error({ err: error }, 'scheduler')
  const timers = startTimers({ storage: store.storage, onError })
  const sealer = createPulse({
    pollMs: 500,
    onError,
    beat: async () => ((await sealAudit(store.database, auditFiles)) > 0 ? 'again' : 'idle'),
  })
  const recovery = startRecovery(options, onError)
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
  const loops: Loop[] = [timers, sealer, sampler, recovery, retention, disk]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
