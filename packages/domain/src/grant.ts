import type { ToolCall, ToolRule } from './tool-policy.ts'

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

/** What a decision allows beyond the one call that it is about. */
export type GrantScope =
  | { kind: 'calls'; count: number }
  | { kind: 'run' }
  /** This repository and tool, with arguments like these, until a date. */
  | { kind: 'repo'; where: ToolRule['where'] | null; until: string }

/** Asked of, or told to, `grants/<workspaceId>`. */
export type GrantsCommand =
  | ({ type: 'add-grant'; grantId: string; by: string } & Pick<
      Grant,
      'tool' | 'where' | 'repoId' | 'runId' | 'usesLeft' | 'until' | 'coversTainted' | 'itemId'
    >)
  | { type: 'revoke-grant'; grantId: string; by: string }
  /** Asked by a performer about a call that policy would ask about; the same call twice is one use. */
  | ({ type: 'use-grant'; runId: string; repoId: string; tainted: boolean } & ToolCall)
  /** Told by a run whose item waits: released at once or when a fitting grant is given. */
  | ({ type: 'call-waits'; runId: string; repoId: string; itemId: string; tainted: boolean } & ToolCall)
  | { type: 'call-decided'; itemId: string }

/** Told to a run: a grant allows the call that its item asks about. */
export interface ReleaseItem {
  type: 'release-item'
  itemId: string
  grantId: string
}
