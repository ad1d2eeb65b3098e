import {
  type ChecksSeen,
  type GitHub,
  type GitHubCheck,
  GitHubRefusedError,
  type PullRequestState,
} from '@pm-bot/domain'

type Checks = PullRequestState['checks']

interface Look {
  fullName: string
  headSha: string
  /** Of this head or of an earlier one. */
  before: ChecksSeen | null
  now: string
}

/** Asks with the tags of the last look. Who may not see checks sees none. Answers `before` itself where nothing changed. */
export async function lookAtChecks(
  github: GitHub,
  { fullName, headSha, before, now }: Look,
): Promise<ChecksSeen> {
  const known = before?.headSha === headSha ? before : null
  const none: ChecksSeen = { headSha, since: now, tag: null, checks: { total: 0, failed: 0, pending: 0 } }
  const answer = await github.checkRuns(fullName, headSha, known?.tag ?? null).catch((error) => {
    if (error instanceof GitHubRefusedError) return { status: 'unchanged' as const }
    throw error
  })
  if (answer.status === 'unchanged') return known ?? none
  return { headSha, since: known?.since ?? now, tag: answer.tag, checks: sumUp(answer.checks) }
}

export const isSameChecks = (a: Checks, b: Checks): boolean =>
  a.total === b.total && a.failed === b.failed && a.pending === b.pending

function sumUp(checks: readonly GitHubCheck[]): Checks {
  const isFailed = ({ conclusion }: GitHubCheck) =>
    conclusion !== null && !['success', 'neutral', 'skipped'].includes(conclusion)
  return {
    total: checks.length,
    failed: checks.filter(isFailed).length,
    pending: checks.filter(({ status }) => status !== 'completed').length,
  }
}
