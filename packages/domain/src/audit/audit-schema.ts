import { type Static, Type } from 'typebox'
import { PageQuery } from '../values/api-schema.ts'
import { Id, line, nullable, strict, Time } from '../values/schema-parts.ts'

export const AuditEventView = Type.Object({
  id: Id,
  workspaceId: nullable(Id),
  runId: nullable(Id),
  type: Type.String(),
  payload: Type.Unknown(),
  createdAt: Time,
  sealNo: nullable(Type.Integer({ description: 'Place in the chain; null until sealed.' })),
  hash: nullable(Type.String()),
})
export type AuditEventView = Static<typeof AuditEventView>
const filters = {
  runId: Type.Optional(Id),
  repoId: Type.Optional(Id),
  type: Type.Optional(Type.String({ pattern: '^[a-z][a-z-]{0,59}$', description: 'E.g. status-changed.' })),
  by: Type.Optional(line(100)),
}
export const AuditQuery = Type.Object({ ...PageQuery.properties, ...filters }, strict)
export const AuditExportQuery = Type.Object(filters, strict)
export const AuditVerdict = Type.Object({
  ok: Type.Boolean(),
  sealedTo: Type.Integer(),
  unsealed: Type.Integer(),
  problems: Type.Array(
    Type.Object({
      sealNo: nullable(Type.Integer()),
      eventId: nullable(Type.String()),
      problem: Type.String(),
    }),
  ),
})
export type AuditVerdict = Static<typeof AuditVerdict>
