import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import { loadSettings, openInstance, runMain, StartError, stopOnSignal } from '@pm-bot/instance'
import { openRunner } from './open-runner.ts'
import { startWorker } from './start-worker.ts'

/** A worker as a process of its own, beside as many others as there are. */
await runMain(async () => {
  const settings = loadSettings()
  if (settings.databaseUrl === null) {
    throw new StartError('a worker of its own needs DATABASE_URL; on SQLite, npm start is the one process')
  }
  const instance = await openInstance(settings, { name: 'pm-bot worker', supervise: false })
  const { store, data, redactor, logger } = instance
  const { runner, close: closeRunner } = await openRunner(store, data, logger)
  const worker = await startWorker({
    store,
    git: openGit({ dataDirectory: data.root }),
    artifacts: openArtifactStore({ dataDirectory: data.root }),
    runner,
    data,
    redactor,
    logger,
    commandPath: settings.commandPath,
    workerId: `${process.pid}`,
    concurrency: { runs: settings.workerConcurrency, publish: 1 },
  })
  stopOnSignal(async () => {
    await worker.stop()
    await closeRunner()
    await instance.close()
  })
  process.stdout.write('pm-bot worker is ready\n')
})
