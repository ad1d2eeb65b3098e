import type { Page, RepoView } from '@pm-bot/domain'
import { get, patch, post, remove } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createRepos = () =>
  createRead(() => ({
    key: ['repos'],
    read: (signal) => get<Page<RepoView>>('/api/repos?limit=200', signal).then((page) => page.items),
  }))

export const addRepo = (path: string, key: string) =>
  post<RepoView>('/api/repos', { path }, key).finally(stale)

export const setRepoStatus = (repo: RepoView, status: RepoView['status']) =>
  patch<RepoView>(`/api/repos/${repo.id}`, { status }, repo.version).finally(stale)

export const removeRepo = (repo: RepoView) => remove(`/api/repos/${repo.id}`, repo.version).finally(stale)

const stale = () => queryClient.invalidateQueries({ queryKey: ['repos'] })
