import type { ChangesetSummary, ChangesetView, ChangesetZone, Page } from '@pm-bot/domain'
import { get, getText, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'

/** Newest first. */
export const createChangesets = (wanted: () => { zone: ChangesetZone; repoId: string | undefined }) =>
  createPageReads(() => {
    const { zone, repoId = null } = wanted()
    return {
      key: ['changesets', 'list', zone, repoId],
      read: (cursor, signal) =>
        get<Page<ChangesetSummary>>(`/api/changesets${query({ zone, repoId, limit: 50, cursor })}`, signal),
    }
  })

export const createChangeset = (id: () => string | undefined) =>
  createRead(() => {
    const changesetId = id()
    return {
      key: ['changesets', changesetId],
      read: (signal) => get<ChangesetView>(`/api/changesets/${changesetId}`, signal),
      enabled: changesetId !== undefined,
    }
  })

/** A changeset's patch, or how it differs from the one that it took the place of. */
export const createDiff = (id: () => string, against: 'base' | 'superseded' = 'base') =>
  createRead(() => {
    const changesetId = id()
    const search = against === 'base' ? '' : `?against=${against}`
    return {
      key: ['changesets', changesetId, 'diff', against],
      read: (signal) => getText(`/api/changesets/${changesetId}/diff${search}`, signal),
    }
  })
