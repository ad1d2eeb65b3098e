import type { BudgetLimits } from '../budget/budget.ts'
import type { RuleContext } from '../run/decide-run.ts'
import type { ToolPolicy } from '../tool/tool-policy.ts'
import { canonicalJson } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import { evolveRepo } from './evolve-repo.ts'
import type { Repo, RepoCommand, RepoEvent } from './repo.ts'
import { setMaxRuns } from './repo-places.ts'
import { bringPollForward } from './repo-sync-rules.ts'

/** What holds in a repository where nobody says otherwise. */
export interface RepoPolicy {
  /** Of a run whose proposal names no rules; null: those of its graph. */
  tools: ToolPolicy | null
  /** Of a run whose proposal names no limits; null: those of its graph. */
  budget: BudgetLimits | null
  /** How often GitHub is asked; null: as the repository's activity has it. */
  pollSeconds: PollBounds | null
}

/** The time between two looks is never shorter and never longer. */
export interface PollBounds {
  min: number
  max: number
}

export const NEW_POLICY: RepoPolicy = { tools: null, budget: null, pollSeconds: null }

/** A shorter pace spends the quota of a credential on one repository; after a day nobody would call it in sync. */
export const LEAST_POLL_SECONDS = 30
export const MOST_POLL_SECONDS = 24 * 60 * 60

/** The state of a repository is read with each of its turns. */
const MOST_CHARACTERS = 65_536

/** What is not named stays as it is. @throws DomainError */
export function setPolicy(
  repo: Repo,
  { policy: changes, maxRuns, by }: Extract<RepoCommand, { type: 'set-policy' }>,
  context: RuleContext,
): RepoEvent[] {
  const before = repo.policy ?? NEW_POLICY
  const policy = { ...before, ...changes }
  assertAllowed(repo, policy)
  const places = maxRuns === undefined ? [] : setMaxRuns(repo, maxRuns, by)
  if (canonicalJson(policy) === canonicalJson(before)) return places
  const changed: RepoEvent = { type: 'policy-changed', policy, by }
  return [...places, changed, ...bringPollForward(evolveRepo(repo, changed), context)]
}

function assertAllowed({ source }: Repo, policy: RepoPolicy): void {
  const { pollSeconds } = policy
  if (pollSeconds && source === 'local') {
    throw invalid('pollSeconds', 'is for repositories on GitHub: this one lies on this machine')
  }
  if (pollSeconds && pollSeconds.min > pollSeconds.max) {
    throw invalid('pollSeconds.max', `must be at least pollSeconds.min, which is ${pollSeconds.min}`)
  }
  if (canonicalJson(policy).length > MOST_CHARACTERS) {
    throw invalid('tools', `is too long: a policy has at most ${MOST_CHARACTERS} characters`)
  }
}

function invalid(field: string, message: string): DomainError {
  const path = `policy.${field}`
  return new DomainError('invalid_spec', `“${path}” ${message}`, { errors: [{ in: 'body', path, message }] })
}
