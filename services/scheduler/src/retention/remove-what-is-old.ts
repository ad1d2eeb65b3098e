import { databaseTime, recordAudit } from '@pm-bot/store'
import { removeAttempts } from './remove-attempts.ts'
import { removeBookkeeping } from './remove-bookkeeping.ts'
import { removeLogs } from './remove-logs.ts'
import { nothingRemoved, type Removed, type RetentionContext } from './retention-context.ts'
import { tidyEndedRuns } from './tidy-ended-runs.ts'

const STEPS = [removeBookkeeping, tidyEndedRuns, removeAttempts, removeLogs]

/** One pass over everything that goes with time; what must stay is in docs/retention.md. */
export async function removeWhatIsOld(context: RetentionContext, signal: AbortSignal): Promise<Removed> {
  const { store, logger } = context
  const now = await databaseTime(store.database)
  const started = performance.now()
  const removed = nothingRemoved()
  for (const step of STEPS) {
    if (signal.aborted) break
    try {
      await step(context, removed, now, signal)
    } catch (error) {
      logger.error({ err: error, step: step.name }, 'retention')
    }
  }
  logger.info({ ...removed, ms: Math.round(performance.now() - started) }, 'retention')
  await recordRemoval(context, removed)
  return removed
}

/** For what a person may look for and not find. Bookkeeping is in the log alone. */
async function recordRemoval(
  { store, redactor, retention }: RetentionContext,
  removed: Removed,
): Promise<void> {
  const { events, effects, calls, threads, logs, files } = removed
  if (events + effects + calls + threads + logs + files === 0) return
  const payload = { removed: { events, effects, calls, threads, logs, files }, retention, by: 'pm-bot' }
  await store.database.transaction((tx) =>
    recordAudit(tx, [{ type: 'retention-removed', workspaceId: null, runId: null, payload }], redactor),
  )
}
