import { type GrantsEvent, newId, TAINTS, type ToolRule } from '@pm-bot/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CALLS,
  isMeant,
  isRiskNamed,
  likeThis,
  type Meant,
  PATTERNS,
  reachesOut,
  type Tried,
} from './adversary-calls.fixture.ts'
import { openWorld } from './adversary-world.fixture.ts'

const CALL_IDS = ['c1', 'c2', 'c3']
const HOUR = 3_600_000

const call = fc.record({ callId: fc.constantFrom(...CALL_IDS), what: fc.constantFrom(...CALLS) })
const scope = fc.option(
  fc.record({
    kind: fc.constantFrom('calls' as const, 'run' as const, 'repo' as const),
    count: fc.integer({ min: 1, max: 3 }),
    coversTainted: fc.boolean(),
  }),
)
/** What can happen next. What makes no sense just then is refused, or passed over. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      call,
      taintMeanwhile: fc.integer({ max: 3, min: 0 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      calls: fc.array(call, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      nth: fc.nat(2),
      action: fc.constantFrom('approve', 'approve', 'edit', 'reject', 'respond'),
      edited: fc.constantFrom(...CALLS),
      scope,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      pattern: fc.constantFrom(...PATTERNS),
      uses: fc.option(fc.integer({ min: 1, max: 2 })),
      until: fc.option(fc.constantFrom(HOUR, 3 * HOUR)),
      repoId: fc.constantFrom(null, 'repo-1', 'repo-2'),
      runId: fc.constantFrom(null, 'run-1', 'run-2'),
      coversTainted: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke' as const), nth: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('taint' as const), label: fc.constantFrom(...TAINTS) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('go on' as const), nth: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never

const rule = fc.record({
  pattern: fc.constantFrom(...PATTERNS),
  verdict: fc.constantFrom(
    'allow' as const,
    'allow' as const,
    'ask' as const,
    'ask' as const,
    'ask' as const,
    'deny' as const,
  ),
})

interface Ruled {
  pattern: Meant
  verdict: ToolRule['verdict']
}

interface Ledger {
  meant: Meant
  runId: string | null
  repoId: string | null
  uses: number | null
  until: string | null
  coversTainted: boolean
  revoked: boolean
  /** Calls that it allowed. */
  used: Set<string>
}

const nameOf = (callId: string, { tool, args }: Tried) => JSON.stringify([callId, tool, args])

/** How often each thing happened, so that a test of nothing is seen. */
const seen: Record<string, number> = {}
const count = (what: string) => {
  seen[what] = (seen[what] ?? 0) + 1
}

const REST: readonly Meant[] = ['read_file', 'write_file', 'run', 'send_mail'].map((tool) => ({
  tool,
  where: null,
  fits: () => true,
}))
const ONLINE = PATTERNS.find(({ where }) => where !== null && Object.keys(where).join() === 'network')!

function play(first: readonly Ruled[], asksElse: boolean, steps: readonly Step[]): void {
  const rest = asksElse ? [...REST, ONLINE].map((pattern) => ({ pattern, verdict: 'ask' as const })) : []
  const rules = [...first, ...rest]
  const grants = new Map<string, Ledger>()
  /** Exactly what a person approved, or a grant released. */
  const approved = new Set<string>()
  const began = new Map<string, string>()
  const waiting = new Map<string, { callId: string; what: Tried }>()
  let token = newId()
  let last: { callId: string; what: Tried } | null = null
  let asking: { callId: string; what: Tried } | null = null

  const world = openWorld(
    {
      rules: rules.map(({ pattern, verdict }) => ({
        tool: pattern.tool,
        ...(pattern.where ? { where: pattern.where } : {}),
        verdict,
      })),
    },
    (event) => onGrants(event),
  )
  const isTainted = () => (world.run().taint ?? []).length > 0

  function onGrants(event: GrantsEvent): void {
    if (event.type === 'item-released') {
      const { callId, what } = waiting.get(event.itemId)!
      const ledger = grants.get(event.grantId)!
      expect(ledger.used, 'what releases an item has allowed its call').toContain(nameOf(callId, what))
      approved.add(nameOf(callId, what))
      count('released')
    }
    if (event.type !== 'grant-used') return
    const { callId, what } = event.itemId === null ? asking! : waiting.get(event.itemId)!
    const ledger = grants.get(event.grantId)!
    const { meant, uses, used } = ledger
    expect(event.callId).toBe(callId)
    expect(
      isMeant(meant, what),
      `${JSON.stringify(meant.where)} of ${meant.tool} for ${nameOf(callId, what)}`,
    ).toBe(true)
    expect(isRiskNamed(what, meant.where)).toBe(true)
    expect([null, 'run-1']).toContain(ledger.runId)
    expect([null, 'repo-1']).toContain(ledger.repoId)
    expect(ledger.revoked || world.isPast(ledger.until)).toBe(false)
    if (isTainted() && reachesOut(what)) expect(ledger.coversTainted).toBe(true)
    used.add(nameOf(callId, what))
    expect(used.size).toBeLessThanOrEqual(uses ?? Number.POSITIVE_INFINITY)
    count('used')
  }

  /** What the first rule that is about a call says, by the words of the fixture. */
  const policyOf = (what: Tried) =>
    rules.find(({ pattern, verdict }) =>
      verdict === 'deny' ? isForbidden(pattern, what) : isMeant(pattern, what),
    )?.verdict ?? 'deny'

  function perform(callId: string, what: Tried, taintMeanwhile: boolean): void {
    const wanted = { callId, ...what }
    let found: { grantId: string | null; tainted: boolean } = { grantId: null, tainted: false }
    const first = world.judge(wanted, token, false, found)
    if (first?.verdict === 'ask') {
      asking = { callId, what }
      const { tainted, repoId } = first.grants
      const { reply } = world.askGrants({ type: 'use-grant', runId: 'run-1', repoId, tainted, ...wanted })
      found = { grantId: world.answerOf(reply), tainted }
      if (found.grantId === null) {
        count('asked')
        return
      }
    }
    if (taintMeanwhile) world.taint(['untrusted-text'])
    const verdict = world.judge(wanted, token, true, found)?.verdict ?? 'refused'
    if (verdict !== 'allow') {
      count(verdict)
      return
    }

    last = { callId, what }
    const name = nameOf(callId, what)
    const ledger = found.grantId === null ? undefined : grants.get(found.grantId)
    const policy = policyOf(what)
    expect(policy, `${name} is forbidden`).not.toBe('deny')
    const byPolicy = policy === 'allow' && !(isTainted() && reachesOut(what))
    const byGrant =
      ledger?.used.has(name) === true &&
      !ledger.revoked &&
      !world.isPast(ledger.until) &&
      (ledger.coversTainted || !isTainted() || !reachesOut(what))
    expect(byPolicy || byGrant || approved.has(name), `nobody allowed ${name}`).toBe(true)
    if (reachesOut(what)) {
      expect(began.get(callId) ?? token, `${name} was begun by an attempt that died`).toBe(token)
      began.set(callId, token)
    }
    count(
      approved.has(name) ? 'performed as approved' : byGrant ? 'performed by grant' : 'performed by policy',
    )
  }

  function take(each: Step): void {
    switch (each.do) {
      case 'call':
        perform(each.call.callId, each.call.what, each.taintMeanwhile === 0)
        return
      case 'go on': {
        // What it had asked about, once everything is answered.
        for (let left = waiting.size; left > 0; left -= 1) {
          const approval = {
            do: 'decide',
            nth: 0,
            action: 'approve',
            edited: CALLS[0]!,
            scope: null,
          } as const
          if (!decide(approval)) decide({ ...approval, action: 'reject' })
        }
        const asked = [...waiting.values()].at(-1 - each.nth)
        if (asked) perform(asked.callId, asked.what, false)
        return
      }
      case 'ask': {
        if (!world.run().work) return
        const before = world.run().pending.length
        world.interrupt(each.calls.map(({ callId, what }) => ({ callId, ...what })))
        for (const [at, { item }] of world.run().pending.slice(before).entries())
          waiting.set(item.itemId, each.calls[at]!)
        world.deliver()
        return
      }
      case 'decide':
        decide(each)
        return
      case 'give': {
        const { pattern, uses, runId, repoId, coversTainted } = each
        const until = each.until === null ? null : new Date(world.now() + each.until).toISOString()
        const grantId = newId()
        const terms = { runId, repoId, uses, until, coversTainted }
        grants.set(grantId, { meant: pattern, ...terms, revoked: false, used: new Set() })
        const { tool, where } = pattern
        const given = {
          grantId,
          tool,
          where,
          runId,
          repoId,
          usesLeft: uses,
          until,
          coversTainted,
          itemId: null,
        }
        world.askGrants({ type: 'add-grant', ...given, by: 'operator' })
        world.deliver()
        return
      }
      case 'revoke': {
        const grantId = [...grants.keys()][each.nth]
        if (grantId === undefined) return
        world.askGrants({ type: 'revoke-grant', grantId, by: 'operator' })
        grants.get(grantId)!.revoked = true
        return
      }
      case 'taint':
        world.taint([each.label])
        return
      case 'die':
        token = newId()
        if (last) perform(last.callId, last.what, false)
        return
      case 'pass':
        world.pass(2 * HOUR)
        return
    }
  }

  function decide({ nth, action, edited, scope: wish }: Extract<Step, { do: 'decide' }>): boolean {
    const pending = world.run().pending.filter(({ item }) => waiting.has(item.itemId))[nth]
    if (!pending) return false
    const { callId, what } = waiting.get(pending.item.itemId)!
    const decided = action === 'edit' ? { tool: what.tool, args: edited.args } : what
    const until = new Date(world.now() + HOUR).toISOString()
    const coversTainted = wish?.coversTainted ?? false
    const more = {
      ...(action === 'edit' ? { payload: edited.args } : {}),
      ...(wish
        ? {
            scope: {
              coversTainted,
              ...(wish.kind === 'calls'
                ? { kind: wish.kind, count: wish.count }
                : wish.kind === 'repo'
                  ? { kind: wish.kind, until }
                  : { kind: wish.kind }),
            },
          }
        : {}),
    }
    const turn = world.decide(pending, action, more)
    if (turn.reply.status !== 'accepted') {
      count('decision refused')
      return false
    }
    if (action === 'approve' || action === 'edit') approved.add(nameOf(callId, decided))
    for (const event of world.eventsOf(turn)) {
      if (event.type !== 'grant-given') continue
      count('given with a decision')
      grants.set(event.grantId, {
        meant: likeThis(decided, event.where),
        runId: wish!.kind === 'repo' ? null : 'run-1',
        repoId: 'repo-1',
        uses: wish!.kind === 'calls' ? wish!.count : null,
        until: wish!.kind === 'repo' ? until : null,
        coversTainted,
        revoked: false,
        used: new Set(),
      })
    }
    world.deliver()
    return true
  }

  for (const each of steps) take(each)
}

/** In doubt a rule that denies is about a call. */
const isForbidden = (pattern: Meant, what: Tried): boolean =>
  pattern.tool === what.tool &&
  pattern.fits(what.args) &&
  (pattern.where?.network !== 'true' || what.args.network === true)

test('no call is made that neither policy nor a fitting grant nor a person allowed exactly', {
  timeout: 120_000,
}, () => {
  const runs = 2_000
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 2, maxLength: 8 }),
      fc.boolean(),
      fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
      play,
    ),
    { numRuns: runs },
  )
  const happened = [
    'performed as approved',
    'performed by grant',
    'performed by policy',
    'released',
    'used',
    'given with a decision',
    'asked',
    'deny',
    'in-doubt',
    'decision refused',
  ]
  expect(Object.fromEntries(happened.map((what) => [what, (seen[what] ?? 0) > 10]))).toEqual(
    Object.fromEntries(happened.map((what) => [what, true])),
  )
})
