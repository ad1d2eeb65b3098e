import { Readable } from 'node:stream'
import { AuditExportQuery, AuditQuery } from '@pm-bot/domain'
import { type AuditFilters, type Database, eachAudit, listAudit, verifyAudit } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'

const tags = ['audit']
const Lines = {
  description: 'An `AuditEventView` a line, newest first.',
  content: { 'application/x-ndjson': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
}

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
    '/api/audit/export',
    {
      schema: {
        tags,
        operationId: 'exportAudit',
        summary: 'Download what a list of the audit trail would show, as JSON lines, to its end',
        querystring: AuditExportQuery,
        response: { 200: Lines, ...problems() },
      },
    },
    async ({ query }, reply) =>
      reply
        .type('application/x-ndjson')
        .header('content-disposition', 'attachment; filename="audit.jsonl"')
        .send(Readable.from(linesOf(database, query))),
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

/** Read as far as it is taken: a long trail is never held as a whole. */
async function* linesOf(database: Database, filters: AuditFilters): AsyncGenerator<string> {
  for await (const event of eachAudit(database, filters)) yield `${JSON.stringify(event)}\n`
}
