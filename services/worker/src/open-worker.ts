import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import type { Instance } from '@pm-bot/instance'
import type { Loop } from '@pm-bot/runtime'
import { openRunner } from './open-runner.ts'
import { startWorker } from './start-worker.ts'

/** A worker on this instance, with everything that it works with. */
export async function openWorker({
  settings,
  store,
  data,
  redactor,
  logger,
  metrics,
}: Instance): Promise<Loop> {
  const { runner, close } = await openRunner(store, data, logger, metrics)
  const worker = await startWorker({
    store,
    git: openGit({ dataDirectory: data.root }),
    artifacts: openArtifactStore({ dataDirectory: data.root }),
    runner,
    data,
    redactor,
    logger,
    metrics,
    commandPath: settings.commandPath,
    workerId: `${process.pid}`,
    concurrency: { runs: settings.workerConcurrency, publish: 1 },
  })
  return {
    async stop() {
      await worker.stop()
      await close()
    },
  }
}
