import type { GitHubObjectDetailView, GitHubObjectView, Page } from '@pm-bot/domain'
import { ApiProblem } from './api-problem.ts'
import { get, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'

interface ObjectsWanted {
  kind: GitHubObjectView['kind']
  state: GitHubObjectView['state'] | undefined
  q: string
}

/** Cached issues or pull requests of one repository. */
export const createGitHubObjects = (repoId: () => string, wanted: () => ObjectsWanted) =>
  createPageReads(() => {
    const id = repoId()
    const { kind, state, q } = wanted()
    const search = q.trim()
    return {
      key: ['repos', 'objects', id, kind, state ?? 'all', search],
      read: (cursor, signal) =>
        get<Page<GitHubObjectView>>(
          `/api/repos/${id}/objects${query({ kind, state, q: search || null, limit: 50, cursor })}`,
          signal,
        ),
    }
  })

export type ObjectName = Pick<GitHubObjectView, 'repoId' | 'kind' | 'number'>

/** With its text and what was said about it. */
export const createGitHubObject = (name: () => ObjectName) =>
  createRead(() => {
    const { repoId, kind, number } = name()
    return {
      key: ['repos', 'object', repoId, kind, number],
      read: (signal) => get<GitHubObjectDetailView>(`/api/repos/${repoId}/objects/${kind}/${number}`, signal),
    }
  })

/** An issue or pull request by its number alone; null where the cache has neither. */
export const createObjectOfNumber = (repoId: () => string, number: () => number) =>
  createRead(() => {
    const [id, wanted] = [repoId(), number()]
    const read = (kind: GitHubObjectView['kind'], signal: AbortSignal) =>
      get<GitHubObjectDetailView>(`/api/repos/${id}/objects/${kind}/${wanted}`, signal).catch(
        (error: unknown) => {
          if (error instanceof ApiProblem && error.status === 404) return null
          throw error
        },
      )
    return {
      key: ['repos', 'object', id, 'any', wanted],
      read: async (signal) => (await read('issue', signal)) ?? (await read('pr', signal)),
    }
  })

/** Its place in this page. */
export const objectHref = ({ repoId, kind, number }: ObjectName) => `/repos/${repoId}/${kind}/${number}`
