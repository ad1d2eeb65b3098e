import type { ImportDepth, Page, RepoView } from '@pm-bot/domain'
import { get, patch, post, remove } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createRepos = () =>
  createRead(() => ({
    key: ['repos', 'list'],
    read: (signal) => get<Page<RepoView>>('/api/repos?limit=200', signal).then((page) => page.items),
  }))

export const createRepo = (id: () => string) =>
  createRead(() => {
    const repoId = id()
    return {
      key: ['repos', 'one', repoId],
      read: (signal) => get<RepoView>(`/api/repos/${repoId}`, signal),
    }
  })

type RepoToAdd = { path: string } | { fullName: string; depth: ImportDepth }

export const addRepo = (repo: RepoToAdd, key: string) =>
  post<RepoView>('/api/repos', repo, key).finally(stale)

export const setRepoStatus = (repo: RepoView, status: RepoView['status']) =>
  patch<RepoView>(`/api/repos/${repo.id}`, { status }, repo.version).finally(stale)

export const removeRepo = (repo: RepoView) => remove(`/api/repos/${repo.id}`, repo.version).finally(stale)

export const syncRepo = (repoId: string, key: string) =>
  post(`/api/repos/${repoId}/sync`, {}, key).finally(stale)

/** Everything that is kept of GitHub goes, and a new import begins. */
export const clearCache = (repoId: string) => remove(`/api/repos/${repoId}/cache`).finally(stale)

function stale(): void {
  void queryClient.invalidateQueries({ queryKey: ['repos'] })
  // The list of what the credential sees says which are registered.
  void queryClient.invalidateQueries({ queryKey: ['github', 'repos'] })
}
