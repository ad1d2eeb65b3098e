import { assertVersion } from '../actor/assert-version.ts'
import type { RuleContext } from '../run/decide-run.ts'

/** The whole state of a workspace's actor: a named set of repositories, no tenant. */
export interface Workspace {
  /** Empty until created. */
  workspaceId: string
  /** The turn that last changed it. */
  version: number
  name: string
  /** Nothing begins while it is set. Older states lack it. */
  paused?: WorkspacePause | null
}

/** No call of a model, no attempt of an agent and no write begins; what is at work comes to its next step and waits. */
export interface WorkspacePause {
  at: string
  by: string
  reason: string | null
}

/** A call of a model leaves at most so long after its worker began to look for a pause. */
export const LEAVES_WITHIN_MS = 250

/**
 * Whoever pauses is answered after so long: from then on no call of a model arrives that was let go before. A busy
 * machine has kept one on its way for more than half a second.
 */
export const ARRIVES_WITHIN_MS = LEAVES_WITHIN_MS + 1000

export const NEW_WORKSPACE: Workspace = { workspaceId: '', version: 0, name: '' }

/** Made at the first start, so that a newcomer need not know the word. */
export const FIRST_WORKSPACE = {
  workspaceId: '00000000-0000-7000-8000-000000000001',
  name: 'My repositories',
}

export type WorkspaceCommand =
  | { type: 'create-workspace'; workspaceId: string; name: string; by: string }
  | { type: 'rename-workspace'; name: string; ifVersion: number | null; by: string }
  | { type: 'pause-workspace'; reason: string | null; by: string }
  | { type: 'resume-workspace'; by: string }

export type WorkspaceEvent =
  | { type: 'workspace-created'; workspaceId: string; name: string; by: string }
  | { type: 'workspace-renamed'; name: string; by: string }
  | ({ type: 'workspace-paused' } & WorkspacePause)
  | { type: 'workspace-resumed'; by: string }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }

/** @throws DomainError when a rule refuses the command */
export function decideWorkspace(
  workspace: Workspace,
  command: WorkspaceCommand,
  { now }: Pick<RuleContext, 'now'>,
): WorkspaceEvent[] {
  switch (command.type) {
    case 'create-workspace': {
      // Created twice is created: every start makes sure of the first workspace.
      if (workspace.workspaceId !== '') return []
      const { workspaceId, name, by } = command
      return [{ type: 'workspace-created', workspaceId, name, by }]
    }
    case 'rename-workspace':
      assertVersion('workspace', workspace.version, command.ifVersion)
      return workspace.name === command.name
        ? []
        : [{ type: 'workspace-renamed', name: command.name, by: command.by }]
    case 'pause-workspace': {
      // Paused twice is paused since the first time.
      if (workspace.paused) return []
      const { by, reason } = command
      return [{ type: 'workspace-paused', at: now, by, reason }]
    }
    case 'resume-workspace':
      return workspace.paused ? [{ type: 'workspace-resumed', by: command.by }] : []
  }
}

export function evolveWorkspace(workspace: Workspace, event: WorkspaceEvent): Workspace {
  switch (event.type) {
    case 'workspace-created':
      return { ...workspace, workspaceId: event.workspaceId, name: event.name }
    case 'workspace-renamed':
      return { ...workspace, name: event.name }
    case 'workspace-paused': {
      const { at, by, reason } = event
      return { ...workspace, paused: { at, by, reason } }
    }
    case 'workspace-resumed':
      return { ...workspace, paused: null }
    case 'command-refused':
      return workspace
  }
}
