import { type Static, Type } from 'typebox'
import { PageQuery } from '../values/api-schema.ts'
import { Id, nullable, strict, Time } from '../values/schema-parts.ts'

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
export const AuditQuery = Type.Object({ ...PageQuery.properties, runId: Type.Optional(Id) }, strict)
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
