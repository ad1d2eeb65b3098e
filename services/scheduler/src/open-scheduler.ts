import { openArtifactStore, openRunFiles } from '@pm-bot/files'
import { auditFilesOf, type Instance } from '@pm-bot/instance'
import type { Loop } from '@pm-bot/runtime'
import { forgetThreads } from './forget-threads.ts'
import { startScheduler } from './start-scheduler.ts'

/** A scheduler on this instance, with everything that it works with. */
export function openScheduler({ settings, store, data, redactor, logger, metrics }: Instance): Loop {
  return startScheduler({
    store,
    retention: settings.retention,
    artifacts: openArtifactStore({ dataDirectory: data.root }),
    runFiles: openRunFiles({ dataDirectory: data.root }),
    forgetThread: forgetThreads(store, data),
    auditFiles: auditFilesOf(data),
    redactor,
    logger,
    metrics,
  })
}
