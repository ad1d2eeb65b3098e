import type { CachedIssueSummary, GitHubObjectView, Workbench } from '@pm-bot/domain'
import { listGitHubObjects, lookUpGitHubObject } from '@pm-bot/store'
import type { Bench } from './bench.ts'

/** What the cache holds of the repository's issues and pull requests. Never asks GitHub. */
export function cachedIssues({
  context,
  payload,
  patiently,
}: Bench): Pick<Workbench, 'readIssue' | 'searchIssues'> {
  const { database } = context.store
  const { repoId } = payload.repo

  return {
    async readIssue(number) {
      const found = await patiently(
        async () =>
          (await lookUpGitHubObject(database, repoId, 'issue', number)) ??
          (await lookUpGitHubObject(database, repoId, 'pr', number)),
      )
      if (!found) return undefined
      const comments = found.conversation.map(({ author, association, body, path, line, createdAt }) => ({
        author,
        association,
        body: path === null ? body : `(on ${path}${line === null ? '' : `:${line}`})\n${body}`,
        at: createdAt,
      }))
      return { ...summaryOf(found), body: found.body, comments }
    },

    async searchIssues(query, limit) {
      const { items } = await patiently(() => listGitHubObjects(database, repoId, { q: query, limit }))
      return items.map(summaryOf)
    },
  }
}

const summaryOf = ({
  number,
  kind,
  title,
  state,
  author,
  association,
  labels,
  updatedAt,
}: GitHubObjectView): CachedIssueSummary => ({
  number,
  kind,
  title,
  state,
  author,
  association,
  labels,
  updatedAt,
})
