import { type Static, Type } from 'typebox'
import { Id, line, strict, Time, Version } from '../values/schema-parts.ts'

export const WorkspaceView = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Time,
  version: Version,
})
export type WorkspaceView = Static<typeof WorkspaceView>
export const CreateWorkspaceBody = Type.Object({ name: line(100) }, strict)
export const PatchWorkspaceBody = Type.Object({ name: line(100) }, strict)
