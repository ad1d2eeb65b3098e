import type { RuleContext } from '../run/decide-run.ts'
import { evolveRepo } from './evolve-repo.ts'
import type { Repo, RepoEvent } from './repo.ts'
import { NEW_CLONE } from './repo-sync.ts'
import { plusSeconds, spreadOf } from './repo-sync-rules.ts'

/** A run gets a clone that began after it asked; those that ask at the same time share one. */
export function askForClone(repo: Repo, runId: string, context: RuleContext): RepoEvent[] {
  if (repo.status === 'removed' || repo.source === 'local') {
    const message = repo.source === 'local' ? 'this repository needs no clone' : 'the repository was removed'
    return [{ type: 'clone-answered', runId, answer: { type: 'clone-failed', message, hint: null } }]
  }
  const asked: RepoEvent = { type: 'clone-asked', runId }
  if ((repo.clone ?? NEW_CLONE).work) return [asked]
  return [asked, { type: 'clone-requested', effectId: context.newId() }]
}

/** Tells whoever waited, and begins anew for those that asked meanwhile. */
export function answerClone(
  repo: Repo,
  ended: Extract<RepoEvent, { type: 'clone-updated' | 'clone-failed' | 'clone-cancelled' }>,
  context: RuleContext,
): RepoEvent[] {
  const { waiting, next } = repo.clone ?? NEW_CLONE
  const answers = waiting.map((runId): RepoEvent => {
    const answer =
      ended.type === 'clone-updated'
        ? { type: 'clone-ready' as const, headSha: ended.headSha }
        : { type: 'clone-failed' as const, message: ended.message, hint: ended.hint }
    return { type: 'clone-answered', runId, answer }
  })
  const events = [ended, ...answers]
  if (next.length > 0) return [...events, { type: 'clone-requested', effectId: context.newId() }]
  const after = evolveRepo(repo, ended)
  return [...events, ...scheduleClone(after, ended.type === 'clone-updated' ? undefined : ended.at)]
}

/** The day has come. A fetch that is under way is as good as another. */
export function refreshClone(repo: Repo, context: RuleContext): RepoEvent[] {
  if (!isKept(repo) || repo.clone?.work) return []
  return [{ type: 'clone-requested', effectId: context.newId() }]
}

/** A day after the last fetch, or after the last try, which is `from`. */
export function scheduleClone(repo: Repo, from = repo.clone?.fetchedAt): RepoEvent[] {
  if (!isKept(repo) || !from) return []
  const seconds = REFRESH_SECONDS * (1 + spreadOf(repo) / 10)
  return [{ type: 'clone-scheduled', dueAt: plusSeconds(from, seconds) }]
}

/** Older code set no day. */
export const scheduleForgottenClone = (repo: Repo): RepoEvent[] =>
  repo.clone?.nextRefreshAt === undefined && !repo.clone?.work ? scheduleClone(repo) : []

export const stopClone = ({ clone }: Repo): RepoEvent[] =>
  clone?.nextRefreshAt ? [{ type: 'clone-scheduled', dueAt: null }] : []

const REFRESH_SECONDS = 24 * 60 * 60

/** Only a clone that a run once wanted is kept up to date. */
const isKept = ({ status, source, clone }: Repo): boolean =>
  status === 'active' && source === 'github' && Boolean(clone?.fetchedAt)
