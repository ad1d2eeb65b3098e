import {
  type EndedRun,
  eventsGoUpTo,
  listUntidiedRuns,
  markTidied,
  removeCheckpoints,
  removeRunEffects,
  removeRunEvents,
  removeRunSpend,
} from '@pm-bot/store'
import { keptFiles } from './kept-files.ts'
import {
  daysBefore,
  type Removed,
  type RetentionContext,
  type RetentionStep,
  removeAll,
} from './retention-context.ts'

const RUNS_AT_ONCE = 100

/**
 * What runs that have ended leave behind: timeline, effects, checkpoints, files that nobody
 * names. A run of which all of that is gone is not looked at again. Of a run that has not
 * ended nothing goes, however old it is.
 */
export const tidyEndedRuns: RetentionStep = async (context, removed, now, signal) => {
  const { database } = context.store
  const old = daysBefore(now, context.retention.days)
  const eventsUpTo = await eventsGoUpTo(database, old, context.retention.events)

  for (let after = ''; !signal.aborted; ) {
    const runs = await listUntidiedRuns(database, after, RUNS_AT_ONCE)
    const last = runs.at(-1)
    if (!last) break
    after = last.runId
    const ids = runs.map(({ runId }) => runId)
    removed.events += await removeAll(signal, () => removeRunEvents(database, ids, eventsUpTo))
    removed.effects += await removeAll(signal, () => removeRunEffects(database, ids, old))
    removed.calls += await removeAll(signal, () => removeRunSpend(database, ids, old))
    for (const run of runs) {
      if (signal.aborted) return
      if (run.endedAt < old) await tidyOne(context, run, removed)
    }
  }
}

async function tidyOne(
  { store, runFiles, artifacts, forgetThread, logger }: RetentionContext,
  { runId, threadId }: EndedRun,
  removed: Removed,
): Promise<void> {
  try {
    if (threadId !== null) {
      await forgetThread(threadId)
      await removeCheckpoints(store.database, runId)
    }
    removed.files += await runFiles.removeUnnamed(runId, await keptFiles(store, artifacts, runId))
    const isTidied = await markTidied(store.database, runId)
    if (isTidied && threadId !== null) removed.threads += 1
  } catch (error) {
    // One run's files must not keep all other runs from being tidied; the next pass tries again.
    logger.warn({ err: error, runId }, 'could not tidy an ended run')
  }
}
