import type { GitHubObjectView } from '@pm-bot/domain'

/** A goal is one line of at most so much. */
const MOST = 500

/** Where a run is proposed whose goal names this issue or pull request. */
export function newRunHref({ repoId, kind, number, title }: GitHubObjectView): string {
  const goal = `${kind === 'pr' ? 'Pull request' : 'Issue'} #${number}: ${title}`
  const search = new URLSearchParams({ repo: repoId, goal: [...goal].slice(0, MOST).join('') })
  return `/runs/new?${search}`
}
