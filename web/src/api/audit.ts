import type { AuditEventView, AuditVerdict, Page } from '@pm-bot/domain'
import { get, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'

export interface AuditWanted {
  type?: string | undefined
  by?: string | undefined
  repoId?: string | undefined
  runId?: string | undefined
}

export const createAuditEvents = (wanted: () => AuditWanted) =>
  createPageReads(() => {
    const { type, by, repoId, runId } = wanted()
    return {
      key: ['audit', 'list', type, by, repoId, runId],
      read: (cursor, signal) =>
        get<Page<AuditEventView>>(
          `/api/audit${query({ type, by, repoId, runId, limit: 100, cursor })}`,
          signal,
        ),
    }
  })

/** Where the same is downloaded, to its end. */
export const auditExportHref = ({ type, by, repoId, runId }: AuditWanted) =>
  `/api/audit/export${query({ type, by, repoId, runId })}`

export const createAuditVerdict = () =>
  createRead(() => ({
    key: ['audit', 'verdict'],
    read: (signal) => get<AuditVerdict>('/api/audit/verify', signal),
  }))
