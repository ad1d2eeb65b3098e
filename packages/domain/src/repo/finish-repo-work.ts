import type { RuleContext } from '../run/decide-run.ts'
import { evolveRepo } from './evolve-repo.ts'
import type { Repo, RepoEvent } from './repo.ts'
import { answerClone, scheduleForgottenClone } from './repo-clone-rules.ts'
import type { SyncRepoResult, UpdateCloneResult } from './repo-sync.ts'
import { goOnSyncing } from './repo-sync-rules.ts'

/** How an effect of a repository ended: with its result, or after all its attempts. */
export type RepoWorkEnd =
  | { status: 'succeeded'; result: SyncRepoResult | UpdateCloneResult }
  | { status: 'failed'; error: string }

const AFTER_ATTEMPTS = 'It was tried several times; pm-bot tries again later by itself.'

/** What follows from the end of an effect; nothing when the repository has gone on without it. */
export function finishRepoWork(
  repo: Repo,
  effectId: string,
  end: RepoWorkEnd,
  context: RuleContext,
): RepoEvent[] {
  if (repo.sync?.work?.effectId === effectId) {
    const { mode } = repo.sync.work
    if (end.status === 'succeeded' && end.result.status === 'continues') {
      return [{ type: 'sync-continued', effectId: context.newId(), mode }]
    }
    const ended = syncEnded(mode, effectId, end, context)
    const after = evolveRepo(repo, ended)
    return [ended, ...goOnSyncing(after, context), ...scheduleForgottenClone(after)]
  }
  if (repo.clone?.work === effectId) return answerClone(repo, cloneEnded(effectId, end, context), context)
  return []
}

function syncEnded(
  mode: NonNullable<NonNullable<Repo['sync']>['work']>['mode'],
  effectId: string,
  end: RepoWorkEnd,
  { now }: RuleContext,
): RepoEvent {
  const refusal = refusalOf(end)
  if (refusal) return { type: 'sync-failed', effectId, ...refusal, at: now }
  const { status: _, ...facts } = (end as { result: SyncRepoResult }).result as Extract<
    SyncRepoResult,
    { status: 'synced' }
  >
  return { type: 'repo-synced', effectId, mode, ...facts }
}

function cloneEnded(effectId: string, end: RepoWorkEnd, { now }: RuleContext) {
  const refusal = refusalOf(end)
  if (refusal) return { type: 'clone-failed' as const, effectId, ...refusal, at: now }
  const { headSha, at } = (end as { result: UpdateCloneResult }).result as Extract<
    UpdateCloneResult,
    { status: 'updated' }
  >
  return { type: 'clone-updated' as const, effectId, headSha, at }
}

function refusalOf(end: RepoWorkEnd): { message: string; hint: string | null } | undefined {
  if (end.status === 'failed') return { message: end.error, hint: AFTER_ATTEMPTS }
  if (end.result.status !== 'refused') return undefined
  return { message: end.result.message, hint: end.result.hint }
}
