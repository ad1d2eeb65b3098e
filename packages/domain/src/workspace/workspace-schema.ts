import { type Static, Type } from 'typebox'
import { Id, line, nullable, strict, Time, Version } from '../values/schema-parts.ts'

export const WorkspacePauseView = Type.Object({
  at: Time,
  by: Type.String(),
  reason: nullable(Type.String()),
})

export const WorkspaceView = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Time,
  paused: nullable(WorkspacePauseView),
  version: Version,
})
export type WorkspaceView = Static<typeof WorkspaceView>
export const CreateWorkspaceBody = Type.Object({ name: line(100) }, strict)
export const PatchWorkspaceBody = Type.Object({ name: line(100) }, strict)
export const PauseBody = Type.Object({ reason: Type.Optional(line(200)) }, strict)
