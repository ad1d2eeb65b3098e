import { AuditQuery } from '@pm-bot/domain'
import { listAudit, verifyAudit } from '@pm-bot/store'
import { pageOf, problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'

const tags = ['audit']

export function auditRoutes(api: Api, { store: { database }, auditFiles }: ApiOptions): void {
  api.get(
    '/api/audit',
    {
      schema: {
        tags,
        operationId: 'listAudit',
        summary: 'List audit events, newest first',
        querystring: AuditQuery,
        response: { 200: pageOf('AuditEventView'), ...problems() },
      },
    },
    ({ query }) => listAudit(database, query),
  )

  api.get(
    '/api/audit/verify',
    {
      schema: {
        tags,
        operationId: 'verifyAudit',
        summary: 'Recompute the chain and compare it with its heads outside of the database',
        response: { 200: view('AuditVerdict'), ...problems() },
      },
    },
    () => verifyAudit(database, auditFiles),
  )
}
