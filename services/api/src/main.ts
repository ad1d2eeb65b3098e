import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import {
  auditFilesOf,
  loadServerSettings,
  openInstance,
  readInstalledGraphs,
  runMain,
  stopOnSignal,
  VERSION,
} from '@pm-bot/instance'
import { openVault } from '@pm-bot/store'
import { createApi } from './create-api.ts'
import { answerStarting, listen } from './listen.ts'
import { openThreadStates } from './open-thread-states.ts'

/** The api as a process of its own, beside as many others as there are. */
await runMain(async () => {
  const settings = loadServerSettings()
  const starting = await answerStarting(settings)
  const instance = await openInstance(settings, { name: 'pm-bot api', role: 'api', supervise: false })
  const { store, data, redactor, logger, metrics } = instance
  const webRoot = fileURLToPath(new URL('../../../web/dist', import.meta.url))
  if (!existsSync(join(webRoot, 'index.html'))) {
    logger.warn('the page is not built, so only the api is served: npm run build, and start again')
  }
  const threads = openThreadStates(instance)
  const api = await createApi({
    settings,
    store,
    git: openGit({ dataDirectory: data.root }),
    artifacts: openArtifactStore({ dataDirectory: data.root }),
    auditFiles: auditFilesOf(data),
    vault: openVault(data.secretsKeyFile),
    threadStates: threads.threadStates,
    webRoot,
    logger,
    version: VERSION,
    redactor,
    metrics,
    installedGraphs: readInstalledGraphs(settings.graphsFile).map(({ descriptor }) => descriptor),
  })
  stopOnSignal(async () => {
    await api.close()
    await threads.close()
    await instance.close()
  })
  await starting.stop()
  process.stdout.write(`pm-bot api is ready at ${await listen(api, settings)}\n`)
})
