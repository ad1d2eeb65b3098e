import type { GitHubObjectView } from '@pm-bot/domain'
import { goalOf } from '../../ui/repo/goal-of.ts'

/** Where a run is proposed that works on this issue or pull request. */
export function newRunHref({ repoId, kind, number, title }: GitHubObjectView): string {
  const search = new URLSearchParams({
    repo: repoId,
    goal: goalOf({ kind, number, title }),
    graph: 'repo_change_proposer/v1',
    issue: String(number),
  })
  return `/runs/new?${search}`
}
