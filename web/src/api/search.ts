import type { Page, SearchHit, SearchKind } from '@pm-bot/domain'
import { get, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { objectHref } from './github-objects.ts'

export interface SearchWanted {
  q: string
  kind: SearchKind | undefined
  repoId: string | undefined
}

/** Newest first. Nothing is asked before there are words. */
export const createSearchHits = (wanted: () => SearchWanted) =>
  createPageReads(() => {
    const { q, kind, repoId } = wanted()
    return {
      key: ['search', q, kind ?? 'all', repoId ?? 'all'],
      enabled: q !== '',
      read: (cursor, signal) =>
        get<Page<SearchHit>>(`/api/search${query({ q, kind, repoId, limit: 30, cursor })}`, signal),
    }
  })

/** Where a hit stands in this page. */
export function hitHref({ repoId, number, objectKind, runId }: SearchHit): string {
  if (runId !== null) return `/runs/${runId}`
  if (number === null || objectKind === null) return `/repos/${repoId}`
  return objectHref({ repoId, kind: objectKind, number })
}
