import type { GitHubObjectDetailView, GitHubObjectView, Page } from '@pm-bot/domain'
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

/** Its place in this page. */
export const objectHref = ({ repoId, kind, number }: ObjectName) => `/repos/${repoId}/${kind}/${number}`
