import { listOwningTokens, lookUpEnds } from '@pm-bot/store'
import type { RetentionStep } from './retention-context.ts'

const AT_ONCE = 500

/**
 * Private directories of attempts that are over, left by workers that were killed.
 *
 * The directories are listed first and the owners asked for afterwards: an attempt owns its
 * effect before it makes its directory, so one that began meanwhile is either not in the list
 * or found to be an owner. Runs that this database does not know may be another instance's.
 */
export const removeAttempts: RetentionStep = async ({ store, runFiles, logger }, removed, _now, signal) => {
  const { database } = store
  for (const attempts of chunks(await runFiles.listAttempts())) {
    const owning = await listOwningTokens(
      database,
      attempts.map(({ token }) => token),
    )
    const known = await lookUpEnds(
      database,
      attempts.map(({ runId }) => runId),
    )
    for (const attempt of attempts) {
      if (signal.aborted) return
      if (owning.has(attempt.token) || !known.has(attempt.runId)) continue
      try {
        await runFiles.removeAttempt(attempt)
        removed.attempts += 1
      } catch (error) {
        logger.warn({ err: error, ...attempt }, "could not remove an attempt's directory")
      }
    }
  }
  // Only of ended runs: another attempt may be about to make its directory in there.
  for (const runIds of chunks(await runFiles.listAttemptRooms())) {
    const known = await lookUpEnds(database, runIds)
    for (const runId of runIds) {
      if (signal.aborted) return
      if (known.get(runId)?.hasEnded) await runFiles.removeAttemptRoom(runId)
    }
  }
}

function* chunks<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += AT_ONCE) yield items.slice(start, start + AT_ONCE)
}
