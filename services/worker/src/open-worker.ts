import { openSandbox } from '@pm-bot/agents'
import { judgeSandbox } from '@pm-bot/doctor'
import {
  isLoopback,
  type ModelSettings,
  missingForModel,
  newId,
  parseModelName,
  WORK_QUEUES,
} from '@pm-bot/domain'
import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import { openGitHub } from '@pm-bot/github'
import { type Instance, StartError, VERSION } from '@pm-bot/instance'
import { openNotifiers } from '@pm-bot/notify'
import type { Loop } from '@pm-bot/runtime'
import { openVault, pushKeysOf, registerWorker } from '@pm-bot/store'
import { judgeCliAgents, judgeModels } from './judge-agents.ts'
import { noticeCredential } from './notice-credential.ts'
import { openRunner } from './open-runner.ts'
import { startWorker } from './start-worker.ts'
import type { WorkerFlags } from './worker-flags.ts'

/** Whoever does not answer must not hold up the others. */
const NOTICES_AT_ONCE = 4

/** A worker on this instance, with everything that it works with. */
export async function openWorker(instance: Instance, flags: WorkerFlags = {}): Promise<Loop> {
  const { settings, store, data, redactor, logger, metrics } = instance
  const runs = flags.concurrency ?? settings.workerConcurrency
  const queues = flags.queues ?? WORK_QUEUES
  const atOnce: Record<string, number> = { runs, notify: NOTICES_AT_ONCE }
  // One write at a time: what is published is paced by the other side anyway.
  const concurrency = Object.fromEntries(queues.map((queue) => [queue, atOnce[queue] ?? 1]))
  if (queues.includes('runs')) assertModel(settings.models)
  const workerId = newId()
  const vault = openVault(data.secretsKeyFile)

  const { runner, close } = await openRunner(instance)
  const sandbox = await openSandbox({ path: settings.commandPath })
  logger.info({ level: sandbox.level, shortfall: sandbox.shortfall }, 'sandbox of commands')
  const registered = await registerWorker(store.database, {
    workerId,
    version: VERSION,
    queues: concurrency,
    findings: queues.includes('runs')
      ? [judgeSandbox(sandbox), judgeModels(settings.models), ...judgeCliAgents(settings)]
      : [],
    onHold: (held) => store.queue.hold(held),
    onError: (error) => logger.error({ err: error, workerId }, 'worker session'),
  })
  const { github, writer } = openGitHub(settings.github, {
    version: VERSION,
    outbound: settings.outbound,
    // The limits are GitHub's, not those of something on this machine that speaks like it.
    pace: !isLoopback(settings.github.apiUrl.hostname.replace(/^\[(.*)\]$/, '$1')),
  })
  const worker = await startWorker({
    store,
    git: openGit({ dataDirectory: data.root, outbound: settings.outbound }),
    github,
    githubWriter: writer,
    syncIntervalSeconds: settings.github.syncIntervalSeconds,
    publicUrl: settings.publicUrl,
    artifacts: openArtifactStore({ dataDirectory: data.root }),
    vault,
    notifiers: openNotifiers({ outbound: settings.outbound, pushKeys: () => pushKeysOf(vault) }),
    runner,
    data,
    redactor,
    logger,
    metrics,
    sandbox,
    modelCallsAtOnce: settings.models.atOnce,
    cliAgentHome: settings.cliAgentHome,
    workerId,
    concurrency,
    onServe: registered.serving,
  })
  if (queues.includes('sync')) {
    await noticeCredential(store, settings.github).catch((error) =>
      logger.warn({ err: error }, 'could not see whether the credential is another one'),
    )
  }
  return {
    async stop() {
      await worker.stop()
      // While the database is away the reaper finds out by itself.
      await registered.leave().catch((error) => logger.warn({ err: error }, 'could not sign off'))
      await close()
    },
  }
}

/** Who runs agents has the key of the model that they use; the api and others have no need of it. */
function assertModel(models: ModelSettings): void {
  const name = models.model === null ? null : parseModelName(models.model)
  const missing = name && missingForModel(name, models)
  if (missing) throw new StartError(`PMBOT_MODEL is ${models.model}, which ${missing}`)
}
