import {
  GitHubLimitError,
  GitHubRefusedError,
  type SyncRepoPayload,
  type SyncRepoResult,
} from '@pm-bot/domain'
import { type Attempt, type Performer, RetryLater } from '@pm-bot/runtime'
import { AttemptLostError, saveSyncStep } from '@pm-bot/store'
import { readComments, readReviewComments } from '../sync/comments.ts'
import { readConversations } from '../sync/conversations.ts'
import { readIssues } from '../sync/issues.ts'
import { readLabels } from '../sync/labels.ts'
import { readMissingPulls } from '../sync/missing-pulls.ts'
import { readPulls } from '../sync/pulls.ts'
import { reconcile } from '../sync/reconcile.ts'
import { reportPullRequests } from '../sync/report-pull-requests.ts'
import { readRepository } from '../sync/repository.ts'
import { EnoughForNow, openSyncSession } from '../sync/sync-session.ts'
import type { WorkerContext } from '../worker-context.ts'

/** Brings what GitHub knows of a repository into the database, page by page, from where an earlier attempt got to. */
export const syncRepo =
  (context: WorkerContext): Performer =>
  async (attempt, signal): Promise<SyncRepoResult> => {
    const { repoId, fullName, mode, isAsked } = attempt.payload as SyncRepoPayload
    try {
      const session = await openSyncSession(context, attempt, signal)
      const defaultBranch = await readRepository(session)
      await readLabels(session)
      await readIssues(session)
      await readPulls(session)
      await readMissingPulls(session)
      await readComments(session)
      await readReviewComments(session)
      await readConversations(session)
      if (mode === 'reconcile') await reconcile(session)
      const asked = { repoId, fullName, isAsked }
      const { awaitsChecks } = await reportPullRequests(context, context.github, asked, attempt)
      return {
        status: 'synced',
        // Of an import only the last part is counted here, and all of it is new.
        changed: mode === 'import' ? session.objects() : session.changed,
        defaultBranch,
        intervalSeconds: context.syncIntervalSeconds,
        awaitsChecks,
        at: await context.store.database.now(),
      }
    } catch (error) {
      if (error instanceof EnoughForNow) return { status: 'continues' }
      if (error instanceof GitHubRefusedError) {
        return { status: 'refused', message: error.message, hint: error.hint }
      }
      if (error instanceof AttemptLostError || signal.aborted) throw error
      await showError(context, attempt, repoId, error)
      if (!(error instanceof GitHubLimitError)) throw error
      throw new RetryLater(error.message, Math.max(1000, Date.parse(error.until) - Date.now()))
    }
  }

/** What went wrong is seen while it is tried again; GitHub's own words come first. */
async function showError(
  { store: { database }, logger }: WorkerContext,
  attempt: Attempt,
  repoId: string,
  error: unknown,
): Promise<void> {
  const limit = error instanceof GitHubLimitError ? error : undefined
  const shown = {
    message: error instanceof Error ? error.message : String(error),
    hint: limit ? 'It goes on by itself as soon as GitHub allows it.' : 'pm-bot tries again by itself.',
    ...(limit ? { until: limit.until } : {}),
  }
  try {
    const at = await database.now()
    await database.transaction((tx) =>
      saveSyncStep(tx, attempt, repoId, {
        status: 'waiting',
        error: { ...shown, at },
        rate: limit?.rate ?? null,
      }),
    )
  } catch (problem) {
    logger.warn({ err: problem, repoId }, 'could not show why a sync waits')
  }
}
