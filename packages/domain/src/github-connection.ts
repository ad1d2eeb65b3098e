import type { RuleContext } from './decide-run.ts'

/** The whole state of the one actor that looks at GitHub for the page. */
export interface GitHubDesk {
  version: number
  /** The effect that looks at the credential and at what it sees. */
  looking: string | null
  /** By lower-case `owner/name`: the effect that counts what an import would ask for. */
  estimating: Record<string, string>
}

export const NEW_GITHUB_DESK: GitHubDesk = { version: 0, looking: null, estimating: {} }

/** Its only key. */
export const GITHUB_DESK = { kind: 'github', key: 'connection' } as const

export type GitHubCommand =
  | { type: 'look-at-github'; by: string }
  | { type: 'estimate-import'; fullName: string; by: string }

export type GitHubEvent =
  | { type: 'look-requested'; effectId: string; by: string }
  | { type: 'look-ended'; error: LookError | null }
  | { type: 'estimate-requested'; effectId: string; fullName: string; by: string }
  | { type: 'estimate-ended'; fullName: string; error: LookError | null }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }

/** GitHub's own words, or those of what lies between. */
export interface LookError {
  message: string
  hint: string | null
}

export interface EstimateImportPayload {
  fullName: string
}

/** What the performers of both report; they write what they saw themselves. */
export type LookResult = { status: 'seen' } | ({ status: 'refused' } & LookError)

export function decideGitHub(
  desk: GitHubDesk,
  command: GitHubCommand,
  context: Pick<RuleContext, 'newId'>,
): GitHubEvent[] {
  switch (command.type) {
    case 'look-at-github':
      // Whoever asks while somebody looks sees what they see.
      return desk.looking ? [] : [{ type: 'look-requested', effectId: context.newId(), by: command.by }]
    case 'estimate-import': {
      const { fullName, by } = command
      if (desk.estimating[fullName.toLowerCase()]) return []
      return [{ type: 'estimate-requested', effectId: context.newId(), fullName, by }]
    }
  }
}

export function finishLook(desk: GitHubDesk, effectId: string, error: LookError | null): GitHubEvent[] {
  if (desk.looking === effectId) return [{ type: 'look-ended', error }]
  const fullName = Object.keys(desk.estimating).find((name) => desk.estimating[name] === effectId)
  return fullName === undefined ? [] : [{ type: 'estimate-ended', fullName, error }]
}

export function evolveGitHub(desk: GitHubDesk, event: GitHubEvent): GitHubDesk {
  switch (event.type) {
    case 'look-requested':
      return { ...desk, looking: event.effectId }
    case 'look-ended':
      return { ...desk, looking: null }
    case 'estimate-requested':
      return {
        ...desk,
        estimating: { ...desk.estimating, [event.fullName.toLowerCase()]: event.effectId },
      }
    case 'estimate-ended': {
      const { [event.fullName.toLowerCase()]: _, ...estimating } = desk.estimating
      return { ...desk, estimating }
    }
    case 'command-refused':
      return desk
  }
}
