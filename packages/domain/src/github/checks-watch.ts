import type { PullRequestState } from '../changeset/publish.ts'
import type { ChecksTag } from './github-port.ts'

/** What the checks of a pull request's head were when they were last asked for. */
export interface ChecksSeen {
  headSha: string
  /** When this head was first looked at: about when it was pushed. */
  since: string
  tag: ChecksTag | null
  checks: PullRequestState['checks']
}

type Watched = Pick<PullRequestState, 'state' | 'headSha'>

/** So long after a push checks may still begin. */
const RECENT_MS = 30 * 60_000
/** So long after a push whoever pushed waits for them. */
const HURRY_MS = 60 * 60_000

/**
 * Whether checks are asked for although the pull request did not change: what they come to changes nothing else on
 * GitHub. From the push for a while, and as long as one is under way.
 */
export function isWatched({ state, headSha }: Watched, seen: ChecksSeen | null, now: string): boolean {
  if (state !== 'open') return false
  if (!seen || seen.headSha !== headSha) return true
  return seen.checks.pending > 0 || ageMs(seen, now) < RECENT_MS
}

/** Whether the next look is to come soon. */
export const isHurried = (pull: Watched, seen: ChecksSeen, now: string): boolean =>
  isWatched(pull, seen, now) && ageMs(seen, now) < HURRY_MS

const ageMs = ({ since }: ChecksSeen, now: string): number => Date.parse(now) - Date.parse(since)
