import {
  decideWorkspace,
  evolveWorkspace,
  NEW_WORKSPACE,
  type Workspace,
  type WorkspaceCommand,
  type WorkspaceEvent,
} from '@pm-bot/domain'
import { defineActor } from '@pm-bot/runtime'
import { type ActorReply, decideTurn, evolveAll } from './decide-turn.ts'

/** A named set of repositories and their runs. */
export const workspaceActor = defineActor<Workspace, WorkspaceCommand, WorkspaceEvent, ActorReply>({
  kind: 'workspace',
  codeVersion: 1,
  initialState: NEW_WORKSPACE,

  receive(workspace, command, context) {
    const { events, reply } = decideTurn(context.version, command, () =>
      decideWorkspace(workspace, command, context),
    )
    return { state: evolveAll(workspace, events, evolveWorkspace, context.version), events, reply }
  },
})
