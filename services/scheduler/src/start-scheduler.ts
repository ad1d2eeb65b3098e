import type { Logger } from '@pm-bot/logging'
import { createPulse, type Loop, startTimers } from '@pm-bot/runtime'
import { type AuditFiles, type Store, sealAudit } from '@pm-bot/store'

export interface SchedulerOptions {
  store: Store
  auditFiles: AuditFiles
  logger: Logger
}

/** Fires timers and seals the audit trail, until stopped. It can tell actors things; it cannot approve. */
export function startScheduler({ store, auditFiles, logger }: SchedulerOptions): Loop {
  const onError = (error: unknown) => logger.error({ err: error }, 'scheduler')
  const timers = startTimers({ storage: store.storage, onError })
  const sealer = createPulse({
    pollMs: 500,
    onError,
    beat: async () => ((await sealAudit(store.database, auditFiles)) > 0 ? 'again' : 'idle'),
  })
  return {
    async stop() {
      await Promise.all([timers.stop(), sealer.stop()])
    },
  }
}
