import {
  type CancelEffect,
  type RetryEffect,
  refusedJob,
  underWayAgain,
  wishOf,
} from '../actor/job-commands.ts'
import type { RuleContext } from '../run/decide-run.ts'

/** The whole state of the one actor that looks at GitHub for the page. */
export interface GitHubDesk {
  version: number
  /** The effect that looks at the credential and at what it sees. */
  looking: string | null
  /** By lower-case `owner/name`: the effect that counts what an import would ask for. */
  estimating: Record<string, string>
  /** Those that failed last, in the same way: they can be put back to work. Older states lack it. */
  failed?: { looking: string | null; estimating: Record<string, string> }
}

export const NEW_GITHUB_DESK: GitHubDesk = { version: 0, looking: null, estimating: {} }

/** Its only key. */
export const GITHUB_DESK = { kind: 'github', key: 'connection' } as const

export type GitHubCommand =
  | { type: 'look-at-github'; by: string }
  | { type: 'estimate-import'; fullName: string; by: string }
  | RetryEffect
  | CancelEffect

export type GitHubEvent =
  | { type: 'look-requested'; effectId: string; by: string }
  | { type: 'look-ended'; error: LookError | null }
  | { type: 'estimate-requested'; effectId: string; fullName: string; by: string }
  | { type: 'estimate-ended'; fullName: string; error: LookError | null }
  | { type: 'look-reopened'; effectId: string; by: string }
  | { type: 'estimate-reopened'; effectId: string; fullName: string; by: string }
  /** Of either kind; that it ended is another event. */
  | { type: 'look-cancelled'; effectId: string; by: string }
  /** Its next attempt begins at once. */
  | { type: 'effect-hurried'; effectId: string; by: string }
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
    case 'retry-effect':
      return retryLook(desk, command)
    case 'cancel-effect': {
      const { effectId, by } = command
      const error = { message: `It was cancelled by ${by}.`, hint: 'Ask again to have it done.' }
      const ended = finishLook(desk, effectId, error)
      if (ended.length === 0) throw goneOn()
      return [{ type: 'look-cancelled', effectId, by }, ...ended]
    }
  }
}

const ANEW = 'look again, or ask for the estimate again'
const goneOn = () => refusedJob(`nobody waits for this job any more; ${ANEW}`)

function retryLook(desk: GitHubDesk, command: RetryEffect): GitHubEvent[] {
  const { effectId, by } = command
  const wish = wishOf(command, ANEW)
  const isUnderWay = desk.looking === effectId || Object.values(desk.estimating).includes(effectId)
  if (wish === 'hurry') {
    if (!isUnderWay) throw goneOn()
    return [{ type: 'effect-hurried', effectId, by }]
  }
  if (isUnderWay) throw underWayAgain()
  const { failed } = desk
  if (failed?.looking === effectId && !desk.looking) return [{ type: 'look-reopened', effectId, by }]
  const fullName = Object.keys(failed?.estimating ?? {}).find((name) => failed?.estimating[name] === effectId)
  if (fullName === undefined || desk.estimating[fullName]) throw goneOn()
  return [{ type: 'estimate-reopened', effectId, fullName, by }]
}

export function finishLook(desk: GitHubDesk, effectId: string, error: LookError | null): GitHubEvent[] {
  if (desk.looking === effectId) return [{ type: 'look-ended', error }]
  const fullName = Object.keys(desk.estimating).find((name) => desk.estimating[name] === effectId)
  return fullName === undefined ? [] : [{ type: 'estimate-ended', fullName, error }]
}

export function evolveGitHub(desk: GitHubDesk, event: GitHubEvent): GitHubDesk {
  const failed = desk.failed ?? { looking: null, estimating: {} }
  switch (event.type) {
    case 'look-requested':
    case 'look-reopened':
      return { ...desk, looking: event.effectId, failed: { ...failed, looking: null } }
    case 'look-ended':
      return { ...desk, looking: null, failed: { ...failed, looking: event.error && desk.looking } }
    case 'estimate-requested':
    case 'estimate-reopened': {
      const key = event.fullName.toLowerCase()
      const { [key]: _, ...others } = failed.estimating
      return {
        ...desk,
        estimating: { ...desk.estimating, [key]: event.effectId },
        failed: { ...failed, estimating: others },
      }
    }
    case 'estimate-ended': {
      const key = event.fullName.toLowerCase()
      const { [key]: ended, ...estimating } = desk.estimating
      const isFailed = event.error !== null && ended !== undefined
      const failing = isFailed ? { ...failed.estimating, [key]: ended } : failed.estimating
      return { ...desk, estimating, failed: { ...failed, estimating: failing } }
    }
    case 'look-cancelled':
    case 'effect-hurried':
      return desk
    case 'command-refused':
      return desk
  }
}
