import type { GitHubView, ImportEstimateView, Page, VisibleRepoView } from '@pm-bot/domain'
import { get, post, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createGitHub = () =>
  createRead(() => ({
    key: ['github', 'connection'],
    read: (signal) => get<GitHubView>('/api/github', signal),
  }))

/** Repositories that the credential sees, as of the last look. */
export const createVisibleRepos = (search: () => string) =>
  createPageReads(() => {
    const q = search().trim()
    return {
      key: ['github', 'repos', q],
      read: (cursor, signal) =>
        get<Page<VisibleRepoView>>(`/api/github/repos${query({ q: q || null, limit: 50, cursor })}`, signal),
    }
  })

/** What importing this repository would ask of GitHub. Somebody must have asked for it first. */
export const createEstimate = (fullName: () => string, enabled: () => boolean) =>
  createRead(() => {
    const name = fullName()
    return {
      key: ['github', 'estimates', name],
      read: (signal) => get<ImportEstimateView>(`/api/github/estimates${query({ fullName: name })}`, signal),
      enabled: enabled(),
    }
  })

/** Who is asked, and what that sees: answered later, in what `createGitHub` reads. */
export const lookAtGitHub = (key: string) => post('/api/github/check', {}, key).finally(stale)

export const askForEstimate = (fullName: string, key: string) =>
  post('/api/github/estimates', { fullName }, key).finally(stale)

const stale = () => queryClient.invalidateQueries({ queryKey: ['github'] })
