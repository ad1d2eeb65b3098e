import { expect } from 'vitest'
import { isMeant, isRiskNamed, type Meant, reachesOut, type Tried } from './adversary-calls.fixture.ts'
import type { Ruled } from './adversary-steps.fixture.ts'

export interface Given {
  meant: Meant
  runId: string | null
  repoId: string | null
  uses: number | null
  until: string | null
  coversTainted: boolean
}

interface Ledger extends Given {
  revoked: boolean
  /** Calls that it allowed. */
  used: Set<string>
}

export const nameOf = (callId: string, { tool, args }: Tried): string => JSON.stringify([callId, tool, args])

/** Keeps its own books of what was allowed, and fails the test when something happens that they do not hold. */
export function openOracle(
  rules: readonly Ruled[],
  world: { isTainted(): boolean; isPast(until: string | null): boolean },
) {
  const grants = new Map<string, Ledger>()
  /** Exactly what a person approved, or a grant released. */
  const approved = new Set<string>()
  const began = new Map<string, string>()
  const mustCover = (what: Tried) => world.isTainted() && reachesOut(what)

  /** What the first rule that is about a call says, in words of the fixture. */
  const policyOf = (what: Tried) =>
    rules.find(({ pattern, verdict }) =>
      verdict === 'deny' ? isForbidden(pattern, what) : isMeant(pattern, what),
    )?.verdict ?? 'deny'

  return {
    grantIds: () => [...grants.keys()],
    give(grantId: string, given: Given) {
      grants.set(grantId, { ...given, revoked: false, used: new Set() })
    },
    revoke(grantId: string) {
      grants.get(grantId)!.revoked = true
    },
    approve(callId: string, what: Tried) {
      approved.add(nameOf(callId, what))
    },
    use(grantId: string, callId: string, what: Tried) {
      const { meant, uses, used, runId, repoId, revoked, until, coversTainted } = grants.get(grantId)!
      const name = nameOf(callId, what)
      expect(isMeant(meant, what), `${JSON.stringify(meant.where)} of ${meant.tool} for ${name}`).toBe(true)
      expect(isRiskNamed(what, meant.where), `the risk of ${name} is named`).toBe(true)
      expect([null, 'run-1']).toContain(runId)
      expect([null, 'repo-1']).toContain(repoId)
      expect(revoked || world.isPast(until), 'the grant is over').toBe(false)
      expect(coversTainted || !mustCover(what), `${name} of a tainted run`).toBe(true)
      used.add(name)
      expect(used.size).toBeLessThanOrEqual(uses ?? Number.POSITIVE_INFINITY)
    },
    release(grantId: string, callId: string, what: Tried) {
      const name = nameOf(callId, what)
      expect(grants.get(grantId)!.used, 'what releases an item has allowed its call').toContain(name)
      approved.add(name)
    },
    /** By what a call was allowed that is made now. */
    perform(callId: string, what: Tried, grantId: string | null, token: string) {
      const name = nameOf(callId, what)
      const ledger = grantId === null ? undefined : grants.get(grantId)
      const policy = policyOf(what)
      expect(policy, `${name} is forbidden`).not.toBe('deny')
      const byPolicy = policy === 'allow' && !mustCover(what)
      const byGrant =
        ledger?.used.has(name) === true &&
        !ledger.revoked &&
        !world.isPast(ledger.until) &&
        (ledger.coversTainted || !mustCover(what))
      expect(byPolicy || byGrant || approved.has(name), `nobody allowed ${name}`).toBe(true)
      if (reachesOut(what)) {
        expect(began.get(callId) ?? token, `${name} was begun by an attempt that died`).toBe(token)
        began.set(callId, token)
      }
      return approved.has(name) ? 'as approved' : byGrant ? 'by grant' : 'by policy'
    },
  }
}

/** In doubt a rule that denies is about a call. */
const isForbidden = (pattern: Meant, what: Tried): boolean =>
  pattern.tool === what.tool &&
  pattern.fits(what.args) &&
  (pattern.where?.network !== 'true' || what.args.network === true)
