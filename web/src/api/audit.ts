import type { AuditEventView, AuditVerdict, Page } from '@pm-bot/domain'
import { get, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'

export const createAuditEvents = () =>
  createPageReads(() => ({
    key: ['audit', 'list'],
    read: (cursor, signal) => get<Page<AuditEventView>>(`/api/audit${query({ limit: 100, cursor })}`, signal),
  }))

export const createAuditVerdict = () =>
  createRead(() => ({
    key: ['audit', 'verdict'],
    read: (signal) => get<AuditVerdict>('/api/audit/verify', signal),
  }))
