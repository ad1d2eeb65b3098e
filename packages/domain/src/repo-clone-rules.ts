import type { RuleContext } from './decide-run.ts'
import type { Repo, RepoEvent } from './repo.ts'
import { NEW_CLONE } from './repo-sync.ts'

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
  { clone = NEW_CLONE }: Repo,
  ended: Extract<RepoEvent, { type: 'clone-updated' | 'clone-failed' }>,
  context: RuleContext,
): RepoEvent[] {
  const { waiting, next } = clone
  const answers = waiting.map((runId): RepoEvent => {
    const answer =
      ended.type === 'clone-updated'
        ? { type: 'clone-ready' as const, headSha: ended.headSha }
        : { type: 'clone-failed' as const, message: ended.message, hint: ended.hint }
    return { type: 'clone-answered', runId, answer }
  })
  const more: RepoEvent[] = next.length > 0 ? [{ type: 'clone-requested', effectId: context.newId() }] : []
  return [ended, ...answers, ...more]
}
