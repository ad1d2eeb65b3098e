import { effectOf, riskyArguments } from '../tool/call-reach.ts'
import { ruleFits } from '../tool/match-rule.ts'
import type { Grant, GrantRequest } from './grant.ts'

/** Whether a grant may be used for one more call at this time. */
export const isOpen = (grant: Grant, now: string): boolean => isInForce(grant, now) && grant.usesLeft !== 0

/** Whether it still speaks for the calls that it has allowed. */
export const isInForce = ({ revokedAt, until }: Grant, now: string): boolean =>
  revokedAt === null && (until === null || Date.parse(now) < Date.parse(until))

/** What a grant is about, however often and until when. */
export type GrantReach = Pick<Grant, 'tool' | 'where' | 'repoId' | 'runId' | 'coversTainted'>

/**
 * Whether a call is one that the grant is about. After the run has read what it must not pass on, a call that reaches
 * outside is not, unless the grant says so; nor is a risky argument that the grant does not name.
 */
export function covers(grant: GrantReach, request: GrantRequest): boolean {
  const { where } = grant
  return (
    (grant.repoId === null || grant.repoId === request.repoId) &&
    (grant.runId === null || grant.runId === request.runId) &&
    ruleFits(where ? { tool: grant.tool, where } : { tool: grant.tool }, request) &&
    (grant.coversTainted || !request.tainted || effectOf(request) !== 'outside') &&
    riskyArguments(request).every((name) => Object.hasOwn(where ?? {}, name))
  )
}
