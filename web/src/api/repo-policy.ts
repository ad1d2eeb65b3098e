import type { RepoPolicy, RepoView } from '@pm-bot/domain'
import { patch } from './client.ts'
import { queryClient } from './query-client.ts'

/** Without `maxRuns` the places stay as they are; null: as many as usual. */
export interface RepoTerms {
  policy: RepoPolicy
  maxRuns?: number | null
}

/** `version` is that of the repository as it was seen. */
export const setRepoTerms = (repoId: string, terms: RepoTerms, version: number) =>
  patch<RepoView>(`/api/repos/${repoId}`, terms, version).finally(
    () => void queryClient.invalidateQueries({ queryKey: ['repos'] }),
  )
