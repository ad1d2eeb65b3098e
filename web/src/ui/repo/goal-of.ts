import type { GitHubObjectView } from '@pm-bot/domain'

/** A goal is one line of at most so much. */
const MOST = 500

/** The goal of a run that is about this issue or pull request. */
export function goalOf({ kind, number, title }: Pick<GitHubObjectView, 'kind' | 'number' | 'title'>): string {
  const goal = `${kind === 'pr' ? 'Pull request' : 'Issue'} #${number}: ${title}`
  return [...goal].slice(0, MOST).join('')
}
