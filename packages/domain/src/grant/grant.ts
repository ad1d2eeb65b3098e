import type { ToolCall, ToolRule } from '../tool/tool-policy.ts'

/** A standing permission, the only kind there is. Given by the operator, counted at each use, revoked with one key. */
export interface Grant {
  grantId: string
  tool: string
  where: ToolRule['where'] | null
  /** Null: of any repository of the workspace. */
  repoId: string | null
  /** Null: of any run. */
  runId: string | null
  /** Null: any number. */
  usesLeft: number | null
  /** RFC 3339; null: until revoked. */
  until: string | null
  /** Whether it also covers calls that reach outside after the run has read untrusted text. */
  coversTainted: boolean
  uses: number
  lastUsedAt: string | null
  createdAt: string
  by: string
  /** The item whose decision it came with. */
  itemId: string | null
  revokedAt: string | null
}

/**
 * What a decision allows beyond the one call that it is about. Without `where`: calls like this one.
 * `coversTainted`: also calls that reach outside after the run has read untrusted text.
 */
export type GrantScope = { coversTainted?: boolean; where?: NonNullable<ToolRule['where']> } & (
  | { kind: 'calls'; count: number }
  | { kind: 'run' }
  /** This repository and tool, until a date (RFC 3339). */
  | { kind: 'repo'; until: string }
)

/** A call that a grant may cover, and what is known of the run that makes it. */
export interface GrantRequest extends ToolCall {
  runId: string
  repoId: string
  /** Whether the run has read what limits where it may send. */
  tainted: boolean
}

/** Asked of, or told to, `grants/<workspaceId>`. */
export type GrantsCommand =
  | ({ type: 'add-grant'; grantId: string; by: string } & Pick<
      Grant,
      'tool' | 'where' | 'repoId' | 'runId' | 'usesLeft' | 'until' | 'coversTainted' | 'itemId'
    >)
  | { type: 'revoke-grant'; grantId: string; by: string }
  /**
   * Asked by a performer about a call that policy would ask about; the same call twice is one use. Answered with a
   * GrantAnswer.
   */
  | ({ type: 'use-grant' } & GrantRequest)
  /** Told by a run whose item waits: released at once or when a fitting grant is given. */
  | ({ type: 'call-waits'; itemId: string } & GrantRequest)
  /** Told by a run whose item waits no more, whoever decided it. */
  | { type: 'call-decided'; itemId: string }
  /** Told by a run that has ended: what was given for it alone ends with it. */
  | { type: 'run-ended'; runId: string }
  /** The actor's own timer. */
  | { type: 'expire-grant'; grantId: string }

/** Which grant allows the call; null: none does. */
export interface GrantAnswer {
  grantId: string | null
}

/** Told to a run: a grant allows the call that its item asks about. */
export interface ReleaseItem {
  type: 'release-item'
  itemId: string
  grantId: string
}

/** The whole state of a workspace's grants. */
export interface Grants {
  version: number
  /** Those that may still allow something, oldest first. */
  standing: readonly Grant[]
  /** Calls that a grant has allowed, oldest first: asked again, they are not counted again. */
  used: readonly GrantUse[]
  /** Calls whose items wait for a person or a grant, oldest first. */
  waiting: readonly WaitingCall[]
}

export const NEW_GRANTS: Grants = { version: 0, standing: [], used: [], waiting: [] }

export interface GrantUse {
  grantId: string
  runId: string
  callId: string
  /** SHA-256 of tool and arguments: the same call with others is another. */
  callHash: string
  at: string
}

export interface WaitingCall extends GrantRequest {
  itemId: string
  callHash: string
}

export type GrantsEvent =
  | { type: 'grant-added'; grant: Grant }
  | { type: 'grant-revoked'; grantId: string; by: string; at: string }
  | { type: 'grant-ended'; grantId: string; why: 'expired' | 'used-up' | 'run-ended'; at: string }
  /** `itemId`: of the item that it releases. */
  | ({ type: 'grant-used'; useId: string; tool: string; itemId: string | null } & GrantUse)
  | { type: 'item-released'; itemId: string; runId: string; grantId: string }
  | { type: 'call-waiting'; call: WaitingCall }
  | { type: 'call-let-go'; itemId: string }
  | { type: 'run-let-go'; runId: string }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }
