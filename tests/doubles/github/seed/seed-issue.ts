import type { Random } from '../../../faults/seeds/random.ts'
import { accountOf } from '../state/accounts.ts'
import type { Issue, Pull, Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { AUTHORS, body, title } from './texts.ts'

interface Birth {
  kind: 'issue' | 'pull'
  at: number
  now: number
}

const HALF_A_YEAR_S = 180 * 86_400

export function seedIssue(
  state: State,
  repository: Repository,
  random: Random,
  { kind, at, now }: Birth,
): Issue {
  const labels = [...repository.labels.values()]
  const author = accountOf(state, random.pick(AUTHORS))
  const endedAt = at + random.int(60, HALF_A_YEAR_S) * 1000
  const isClosed = random.chance(0.7) && endedAt <= now
  const issue: Issue = {
    id: state.nextId(),
    number: repository.nextNumber++,
    title: title(random),
    body: random.chance(0.05) ? null : body(random),
    author,
    labels: random.chance(0.6) ? [random.pick(labels)] : [],
    assignees: random.chance(0.2) ? [accountOf(state, random.pick(AUTHORS))] : [],
    locked: false,
    state: isClosed ? 'closed' : 'open',
    stateReason: isClosed && kind === 'issue' ? (random.chance(0.8) ? 'completed' : 'not_planned') : null,
    comments: 0,
    createdAt: at,
    updatedAt: isClosed ? endedAt : at,
    closedAt: isClosed ? endedAt : null,
    closedBy: isClosed ? repository.owner : null,
    viaApp: null,
    pull: null,
  }
  if (kind === 'pull') issue.pull = seedPull(state, repository, random, issue)
  repository.issues.set(issue.number, issue)
  return issue
}

/** Its commits are written later, for all at once. */
function seedPull(state: State, repository: Repository, random: Random, issue: Issue): Pull {
  const isMerged = issue.state === 'closed' && random.chance(0.8)
  return {
    id: state.nextId(),
    head: `change-${issue.number}`,
    headSha: '',
    base: repository.defaultBranch,
    baseSha: '',
    draft: issue.state === 'open' && random.chance(0.2),
    mergedAt: isMerged ? issue.closedAt : null,
    mergedBy: isMerged ? repository.owner : null,
    mergeCommitSha: null,
  }
}
