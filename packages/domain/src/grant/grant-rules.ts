import type { RuleContext } from '../run/decide-run.ts'
import { outlineOf } from '../tool/match-rule.ts'
import type { ToolCall } from '../tool/tool-policy.ts'
import { canonicalJson, sha256Hex } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import { evolveGrants } from './evolve-grants.ts'
import type {
  Grant,
  GrantAnswer,
  GrantRequest,
  Grants,
  GrantsCommand,
  GrantsEvent,
  GrantUse,
  WaitingCall,
} from './grant.ts'
import { covers, isInForce, isOpen } from './grant-covers.ts'

/** All of them are read at every use. */
export const MAX_GRANTS = 500
/** Calls beyond these limits wait for a person alone: the state is written at every turn. */
const MAX_WAITING = 1_000
const MAX_WAITING_BYTES = 4_096

/** @throws DomainError when a rule refuses the command */
export function decideGrants(grants: Grants, command: GrantsCommand, context: RuleContext): GrantsEvent[] {
  switch (command.type) {
    case 'add-grant':
      return addGrant(grants, command, context)
    case 'revoke-grant': {
      // Revoked twice is revoked, and so is what has ended by itself.
      const { grantId, by } = command
      return isStanding(grants, grantId) ? [{ type: 'grant-revoked', grantId, by, at: context.now }] : []
    }
    case 'use-grant': {
      if (priorUse(grants, command, context.now)) return []
      const grant = openGrant(grants, command, context.now)
      return grant ? useGrant(grant, { ...command, callHash: hashOf(command) }, null, context) : []
    }
    case 'call-waits':
      return letWait(grants, command, context)
    case 'call-decided':
      return grants.waiting.some(({ itemId }) => itemId === command.itemId)
        ? [{ type: 'call-let-go', itemId: command.itemId }]
        : []
    case 'run-ended':
      return endRun(grants, command.runId, context.now)
    case 'expire-grant': {
      const grant = grants.standing.find(({ grantId }) => grantId === command.grantId)
      return grant && !isInForce(grant, context.now) ? [ended(grant, 'expired', context.now)] : []
    }
  }
}

/** The answer to a call that asked, by the state after its turn. */
export const answerGrants = (grants: Grants, request: GrantRequest, now: string): GrantAnswer => ({
  grantId: priorUse(grants, request, now)?.grantId ?? null,
})

function addGrant(
  grants: Grants,
  { type: _, ...given }: Extract<GrantsCommand, { type: 'add-grant' }>,
  context: RuleContext,
): GrantsEvent[] {
  const { now } = context
  if (isStanding(grants, given.grantId)) return []
  if (grants.standing.filter((grant) => isOpen(grant, now)).length >= MAX_GRANTS) {
    throw new DomainError('action_not_allowed', `${MAX_GRANTS} grants stand already; revoke some first`)
  }
  const grant: Grant = { ...given, uses: 0, lastUsedAt: null, createdAt: now, revokedAt: null }
  if (!isOpen(grant, now)) {
    throw new DomainError(
      'action_not_allowed',
      'this grant would be over already; give it a later date or more uses',
    )
  }
  const events: GrantsEvent[] = [{ type: 'grant-added', grant }]
  let state = evolveGrants(grants, events[0]!)
  for (const call of grants.waiting) {
    const current = state.standing.find(({ grantId }) => grantId === grant.grantId)!
    if (!isOpen(current, now)) break
    if (!covers(current, call)) continue
    const released = release(current, call, context)
    events.push(...released)
    state = released.reduce(evolveGrants, state)
  }
  return events
}

function letWait(
  grants: Grants,
  { type: _, ...call }: Extract<GrantsCommand, { type: 'call-waits' }>,
  context: RuleContext,
): GrantsEvent[] {
  const { itemId, runId, repoId, tainted } = call
  if (grants.waiting.some((each) => each.itemId === itemId)) return []
  const waiting = { ...outlineOf(call), itemId, runId, repoId, tainted, callHash: hashOf(call) }
  const prior = priorUse(grants, call, context.now)
  if (prior) return [{ type: 'item-released', itemId, runId, grantId: prior.grantId }]
  const grant = openGrant(grants, call, context.now)
  if (grant) return release(grant, waiting, context)
  const isTooMuch =
    grants.waiting.length >= MAX_WAITING || canonicalJson(waiting.args).length > MAX_WAITING_BYTES
  return isTooMuch ? [] : [{ type: 'call-waiting', call: waiting }]
}

const release = (grant: Grant, call: WaitingCall, context: RuleContext): GrantsEvent[] => [
  ...useGrant(grant, call, call.itemId, context),
  { type: 'item-released', itemId: call.itemId, runId: call.runId, grantId: grant.grantId },
]

function useGrant(
  grant: Grant,
  { runId, callId, tool, callHash }: Omit<WaitingCall, 'itemId'>,
  itemId: string | null,
  { now, newId }: RuleContext,
): GrantsEvent[] {
  const { grantId, usesLeft } = grant
  const used: GrantsEvent = {
    type: 'grant-used',
    useId: newId(),
    grantId,
    runId,
    callId,
    callHash,
    tool,
    itemId,
    at: now,
  }
  return usesLeft === 1 ? [used, ended(grant, 'used-up', now)] : [used]
}

function endRun({ standing, used, waiting }: Grants, runId: string, now: string): GrantsEvent[] {
  const own = standing.filter((grant) => grant.runId === runId).map((grant) => ended(grant, 'run-ended', now))
  const isKnown = [...used, ...waiting].some((each) => each.runId === runId)
  return isKnown || own.length > 0 ? [...own, { type: 'run-let-go', runId }] : []
}

const ended = (
  { grantId }: Grant,
  why: Extract<GrantsEvent, { type: 'grant-ended' }>['why'],
  at: string,
): GrantsEvent => ({ type: 'grant-ended', grantId, why, at })

/** One that counts its uses is spared while another fits; else the oldest is taken. */
function openGrant({ standing }: Grants, request: GrantRequest, now: string): Grant | undefined {
  const fitting = standing.filter((grant) => isOpen(grant, now) && covers(grant, request))
  return fitting.find(({ usesLeft }) => usesLeft === null) ?? fitting[0]
}

/** What allowed this very call before, if it still speaks for it. */
function priorUse({ standing, used }: Grants, request: GrantRequest, now: string): GrantUse | undefined {
  const callHash = hashOf(request)
  return used.find(
    (use) =>
      use.runId === request.runId &&
      use.callId === request.callId &&
      use.callHash === callHash &&
      standing.some(
        (grant) => grant.grantId === use.grantId && isInForce(grant, now) && covers(grant, request),
      ),
  )
}

const isStanding = ({ standing }: Grants, grantId: string): boolean =>
  standing.some((grant) => grant.grantId === grantId)

const hashOf = ({ tool, args }: ToolCall): string => sha256Hex(canonicalJson({ tool, args }))
