import { answerStarting, createApi, listen, openThreadStates } from '@pm-bot/api'
import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import {
  auditFilesOf,
  loadSettings,
  openInstance,
  readInstalledGraphs,
  stopOnSignal,
  VERSION,
} from '@pm-bot/instance'
import { openScheduler } from '@pm-bot/scheduler'
import { openVault } from '@pm-bot/store'
import { buildPage } from './build-page.ts'

/** Mode A: api, worker and scheduler in one process. */
export async function start(options: { port?: string; json?: boolean }): Promise<void> {
  const say = (line: string) => options.json || process.stdout.write(`${line}\n`)
  const settings = loadSettings(options.port === undefined ? {} : { PMBOT_PORT: options.port })
  const starting = await answerStarting(settings)
  const instance = await openInstance(settings, { name: 'pm-bot', role: 'all' })
  const { store, data, redactor, logger, metrics } = instance
  const webRoot = await buildPage(() => say('Building the page, once …'))

  const auditFiles = auditFilesOf(data)
  const threads = openThreadStates(instance)
  const api = await createApi({
    settings,
    store,
    git: openGit({ dataDirectory: data.root }),
    artifacts: openArtifactStore({ dataDirectory: data.root }),
    auditFiles,
    vault: openVault(data.secretsKeyFile),
    threadStates: threads.threadStates,
    webRoot,
    logger,
    version: VERSION,
    redactor,
    metrics,
    installedGraphs: readInstalledGraphs(settings.graphsFile).map(({ descriptor }) => descriptor),
  })
  await starting.stop()
  const address = await listen(api, settings)
  // LangGraph takes most of a second to load, and the page need not wait for it.
  const { openWorker } = await import('@pm-bot/worker')
  const worker = await openWorker(instance)
  const scheduler = openScheduler(instance)

  stopOnSignal(async () => {
    await api.close()
    await threads.close()
    await worker.stop()
    await scheduler.stop()
    await instance.close()
  })
  const where = settings.publicUrl?.href ?? address
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: true, address: where, data: data.root })}\n`)
  say(`pm-bot is ready at ${where} (data in ${data.root}). Ctrl-C stops it.`)
}
