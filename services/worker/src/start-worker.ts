import { cast } from '@pm-bot/actors'
import { type Address, type Loop, startDispatch, startPerforming } from '@pm-bot/runtime'
import { confirmStop } from './confirm-stop.ts'
import { countFenced } from './count-fenced.ts'
import { applyChangeset } from './effects/apply-changeset.ts'
import { estimateImport } from './effects/estimate-import.ts'
import { lookAtGitHub } from './effects/look-at-github.ts'
import { notify } from './effects/notify.ts'
import { publish } from './effects/publish.ts'
import { resumeAgent } from './effects/resume-agent.ts'
import { runAgent } from './effects/run-agent.ts'
import { syncRepo } from './effects/sync-repo.ts'
import { updateClone } from './effects/update-clone.ts'
import { reportTurns } from './report-turns.ts'
import { unlessPaused } from './unless-paused.ts'
import { startsWithRoom, waitForRoom } from './wait-for-room.ts'
import type { WorkerContext } from './worker-context.ts'

export interface WorkerOptions extends WorkerContext {
  workerId: string
  /** Effects under way at once, by work queue. A queue that is not named is left to others. */
  concurrency: Readonly<Record<string, number>>
  /** Called with the actors that are served next. */
  onServe: (actors: readonly Address[]) => void
}

/** Serves mailboxes and performs effects, until stopped. */
export async function startWorker(options: WorkerOptions): Promise<Loop> {
  const { store, logger, metrics, workerId, concurrency, onServe } = options
  const { storage, queue } = store
  const onError = (error: unknown) => logger.error({ err: error }, 'worker')

  const performing = await startPerforming({
    storage,
    queue,
    workerId,
    concurrency,
    onError,
    performers: countFenced(metrics, {
      'run-agent': unlessPaused(options, startsWithRoom(options, runAgent(options))),
      'resume-agent': unlessPaused(options, startsWithRoom(options, resumeAgent(options))),
      'apply-changeset': unlessPaused(options, waitForRoom(options, applyChangeset(options))),
      'sync-repo': syncRepo(options),
      'look-at-github': lookAtGitHub(options),
      'estimate-import': estimateImport(options),
      publish: unlessPaused(options, publish(options)),
      'update-clone': updateClone(options),
      notify: notify(options),
    }),
    async onAttempt(ended, end, ms) {
      const { owner, effectId, verb, attempt, waitedMs } = ended
      metrics.attempt({ verb, end, ms, waitedMs })
      logger.info({ ...owner, effectId, effect: verb, attempt, end, ms: Math.round(ms), waitedMs }, 'effect')
      if (end === 'refused') await confirmStop(options, ended).catch(onError)
    },
  })
  const dispatch = startDispatch({
    storage,
    cast,
    onServe,
    onError,
    onTurns: (taken, ms) => reportTurns(taken, ms, options),
  })
  return {
    async stop() {
      await performing.stop()
      await dispatch.stop()
    },
  }
}
