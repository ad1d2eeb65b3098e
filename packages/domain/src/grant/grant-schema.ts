import { type Static, Type } from 'typebox'
import { ToolNameText, Where } from '../tool/tool-rule-schema.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Id, Moment, nullable, strict, Time } from '../values/schema-parts.ts'

export const GrantView = Type.Object({
  id: Id,
  workspaceId: Id,
  tool: Type.String(),
  where: nullable(Where),
  repoId: nullable(Id),
  runId: nullable(Id),
  usesLeft: nullable(Type.Integer({ description: 'Null: any number.' })),
  until: nullable(Time),
  coversTainted: Type.Boolean({
    description:
      'Whether it also covers calls that reach outside after the run has read text from outside or private content.',
  }),
  uses: Type.Integer(),
  lastUsedAt: nullable(Time),
  createdAt: Time,
  by: Type.String(),
  itemId: nullable(Type.String({ description: 'The item whose decision it came with.' })),
  revokedAt: nullable(Time),
  endedAt: nullable(Time),
  active: Type.Boolean({ description: 'Whether it may still be used.' }),
})
export type GrantView = Static<typeof GrantView>

export const GrantUseView = Type.Object({
  id: Id,
  runId: Id,
  callId: Type.String(),
  tool: Type.String(),
  itemId: nullable(Type.String({ description: 'The item that it released.' })),
  at: Time,
})
export type GrantUseView = Static<typeof GrantUseView>

export const AddGrantBody = Type.Object(
  {
    workspaceId: Type.Optional(
      Type.Unsafe<string>({ ...Id, description: 'Else that of the run or repository, else the first.' }),
    ),
    tool: ToolNameText,
    where: Type.Optional(Where),
    repoId: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'Else any of the workspace.' })),
    runId: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'Else any; it ends with the run.' })),
    uses: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Else any number.' })),
    until: Type.Optional(Moment),
    coversTainted: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type AddGrantBody = Static<typeof AddGrantBody>

export const GrantsQuery = Type.Object(
  { ...PageQuery.properties, workspaceId: Type.Optional(Id), active: Type.Optional(Type.Boolean()) },
  strict,
)
