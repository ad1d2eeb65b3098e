import { assertVersion } from '../actor/assert-version.ts'
import type { RuleContext } from '../run/decide-run.ts'
import { DomainError } from '../values/errors.ts'
import { type Repo, type RepoCommand, type RepoEvent, repoInUse } from './repo.ts'
import { askForClone, refreshClone, scheduleClone, stopClone } from './repo-clone-rules.ts'
import { cancelRepoEffect, retryRepoEffect } from './repo-jobs.ts'
import { offerRun } from './repo-offer-rules.ts'
import { answerPlace, setMaxRuns } from './repo-places.ts'
import { setPolicy } from './repo-policy.ts'
import { clearCache, hintSync, pollNow, startSync, stopSync } from './repo-sync-rules.ts'

/** @throws DomainError when a rule refuses the command */
export function decideRepo(repo: Repo, command: RepoCommand, context: RuleContext): RepoEvent[] {
  switch (command.type) {
    case 'register-repo': {
      if (repo.status !== 'removed') {
        throw new DomainError('repo_already_registered', `${repo.fullName} is registered already`, {
          repoId: repo.repoId,
        })
      }
      const { type: _, ...facts } = command
      const registered: RepoEvent = { type: 'repo-registered', ...facts, status: 'active' }
      if (command.source === 'local') return [registered]
      return [
        registered,
        { type: 'sync-requested', effectId: context.newId(), mode: 'import', cause: 'registered' },
        ...scheduleClone({ ...repo, ...facts, status: 'active' }),
      ]
    }
    case 'set-repo-status':
      return setStatus(repo, command, context)
    case 'sync-repo':
      assertSyncs(repo)
      return startSync(repo, 'operator', context)
    case 'clear-cache':
      assertSyncs(repo)
      return clearCache(repo, command.by, context)
    case 'retry-effect':
      return retryRepoEffect(repo, command)
    case 'cancel-effect':
      return cancelRepoEffect(repo, command, context)
    case 'poll':
      return pollNow(repo, context)
    case 'refresh-clone':
      return refreshClone(repo, context)
    case 'hint-sync':
      return hintSync(repo, command.cause, context)
    case 'prepare-clone':
      return askForClone(repo, command.runId, context)
    case 'set-max-runs':
      assertRegistered(repo)
      assertVersion('repository', repo.version, command.ifVersion)
      return setMaxRuns(repo, command.max, command.by)
    case 'set-policy':
      assertRegistered(repo)
      assertVersion('repository', repo.version, command.ifVersion)
      return setPolicy(repo, command, context)
    case 'ask-place':
    case 'claim-place':
    case 'return-place':
      return answerPlace(repo, command)
    case 'propose-here':
      return offerRun(repo, command)
  }
}

function setStatus(
  repo: Repo,
  { status: to, unfinishedRuns, ifVersion, by }: Extract<RepoCommand, { type: 'set-repo-status' }>,
  context: RuleContext,
): RepoEvent[] {
  assertRegistered(repo)
  assertVersion('repository', repo.version, ifVersion)
  if (repo.status === to) return []
  if (to === 'removed' && unfinishedRuns > 0) throw repoInUse(unfinishedRuns)
  const changed: RepoEvent = { type: 'repo-status-changed', from: repo.status, to, by }
  switch (to) {
    case 'active':
      return [
        changed,
        ...startSync({ ...repo, status: to }, 'enabled', context),
        ...scheduleClone({ ...repo, status: to }),
      ]
    case 'disabled':
      return [changed, ...stopSync(repo), ...stopClone(repo)]
    case 'removed': {
      const cleared = repo.sync ? [{ type: 'cache-cleared' as const, by }] : []
      return [changed, ...stopSync(repo), ...stopClone(repo), ...cleared]
    }
  }
}

function assertRegistered(repo: Repo): void {
  if (repo.status === 'removed') throw new DomainError('not_found', 'there is no such repository')
}

function assertSyncs(repo: Repo): void {
  assertRegistered(repo)
  if (repo.source === 'local') {
    throw new DomainError(
      'action_not_allowed',
      'this repository lies on this machine: there is nothing to fetch',
    )
  }
  if (repo.status === 'disabled') {
    throw new DomainError('action_not_allowed', 'this repository is disabled; enable it first')
  }
}
