import {
  type CancelEffect,
  type RetryEffect,
  refusedJob,
  underWayAgain,
  wishOf,
} from '../actor/job-commands.ts'
import type { RuleContext } from '../run/decide-run.ts'
import { DomainError } from '../values/errors.ts'
import { evolveRepo } from './evolve-repo.ts'
import type { Repo, RepoEvent } from './repo.ts'
import { answerClone } from './repo-clone-rules.ts'
import { goOnSyncing } from './repo-sync-rules.ts'

const ANEW = 'sync the repository to do it anew'

/** What the operator wants of a job is for its repository to allow: only it knows whether the job still counts. */
export function retryRepoEffect(repo: Repo, command: RetryEffect): RepoEvent[] {
  const { effectId, by } = command
  const { sync, clone } = repo
  const isUnderWay = sync?.work?.effectId === effectId || clone?.work === effectId
  if (wishOf(command, ANEW) === 'hurry') {
    if (!isUnderWay) throw goneOn()
    return [{ type: 'effect-hurried', effectId, by }]
  }
  if (isUnderWay) throw underWayAgain()
  if (sync?.failed?.effectId === effectId && !sync.work) {
    if (repo.status !== 'active') {
      throw new DomainError('action_not_allowed', 'this repository is disabled; enable it first')
    }
    const { mode } = sync.failed
    return [
      { type: 'sync-reopened', effectId, mode, by },
      { type: 'poll-scheduled', dueAt: null },
    ]
  }
  if (clone?.failed === effectId && !clone.work) return [{ type: 'clone-reopened', effectId, by }]
  throw goneOn()
}

/** A sync comes again with the next look; runs that waited for a clone are told that there is none. */
export function cancelRepoEffect(
  repo: Repo,
  { effectId, by }: CancelEffect,
  context: RuleContext,
): RepoEvent[] {
  if (repo.sync?.work?.effectId === effectId) {
    const cancelled: RepoEvent = { type: 'sync-cancelled', effectId, by }
    return [cancelled, ...goOnSyncing(evolveRepo(repo, cancelled), context)]
  }
  if (repo.clone?.work === effectId) {
    const reason = { message: `The fetch was cancelled by ${by}.`, hint: 'Retry the run to have it done.' }
    return answerClone(repo, { type: 'clone-cancelled', effectId, by, ...reason, at: context.now }, context)
  }
  throw goneOn()
}

const goneOn = () => refusedJob(`this repository has gone on without this job; ${ANEW}`)
