import { type GrantScope, type GrantsEvent, newId } from '@pm-bot/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALLS, likeThis, type Meant, PATTERNS, type Tried } from './adversary-calls.fixture.ts'
import { type Given, openOracle } from './adversary-oracle.fixture.ts'
import { HOUR, type Ruled, rule, type Step, step } from './adversary-steps.fixture.ts'
import { openWorld } from './adversary-world.fixture.ts'

interface Wanted {
  callId: string
  what: Tried
}
type Of<Kind extends Step['do']> = Extract<Step, { do: Kind }>

/** How often each thing happened, so that a test of nothing is seen. */
const seen: Record<string, number> = {}
const count = (what: string) => {
  seen[what] = (seen[what] ?? 0) + 1
}

/** Rules that ask about everything else: without them nearly all is denied. */
const REST: readonly Meant[] = [
  ...['read_file', 'write_file', 'run', 'send_mail'].map((tool) => ({ tool, where: null, fits: () => true })),
  PATTERNS.find(({ where }) => where !== null && Object.keys(where).join() === 'network')!,
]

function play(first: readonly Ruled[], asksElse: boolean, steps: readonly Step[]): void {
  const rest = asksElse ? REST.map((pattern) => ({ pattern, verdict: 'ask' as const })) : []
  const rules = [...first, ...rest]
  const world = openWorld(
    {
      rules: rules.map(({ pattern: { tool, where }, verdict }) => ({
        tool,
        ...(where ? { where } : {}),
        verdict,
      })),
    },
    (event) => onGrants(event),
  )
  const oracle = openOracle(rules, {
    isTainted: () => (world.run().taint ?? []).length > 0,
    isPast: world.isPast,
  })
  const waiting = new Map<string, Wanted>()
  let token = newId()
  let last: Wanted | null = null
  let asking: Wanted | null = null

  function onGrants(event: GrantsEvent): void {
    if (event.type === 'item-released') {
      const { callId, what } = waiting.get(event.itemId)!
      oracle.release(event.grantId, callId, what)
      count('released')
    } else if (event.type === 'grant-used') {
      const { callId, what } = event.itemId === null ? asking! : waiting.get(event.itemId)!
      expect(event.callId).toBe(callId)
      oracle.use(event.grantId, callId, what)
      count('used')
    }
  }

  /** As a performer does: asked, asked of the grants, and asked again right before the call. */
  function perform(wanted: Wanted, taintMeanwhile = false): string {
    const { callId, what } = wanted
    const call = { callId, ...what }
    let found: { grantId: string | null; tainted: boolean } = { grantId: null, tainted: false }
    const judged = world.judge(call, token, false, found)
    if (judged?.verdict === 'ask') {
      asking = wanted
      const { tainted, repoId } = judged.grants
      const { reply } = world.askGrants({ type: 'use-grant', runId: 'run-1', repoId, tainted, ...call })
      found = { grantId: world.answerOf(reply), tainted }
      if (found.grantId === null) return 'asked'
    }
    if (taintMeanwhile) world.taint(['untrusted-text'])
    const verdict = world.judge(call, token, true, found)?.verdict ?? 'refused'
    if (verdict !== 'allow') return verdict
    last = wanted
    return `performed ${oracle.perform(callId, what, found.grantId, token)}`
  }

  function ask({ calls }: Of<'ask'>): void {
    if (!world.run().work) return
    const before = world.run().pending.length
    world.interrupt(calls.map(({ callId, what }) => ({ callId, ...what })))
    const opened = world.run().pending.slice(before)
    for (const [at, { item }] of opened.entries()) waiting.set(item.itemId, calls[at]!)
    world.deliver()
  }

  /** Everything that it asked about is answered, and it tries one of these calls. */
  function goOn({ nth }: Of<'go on'>): void {
    const approval = { do: 'decide', nth: 0, action: 'approve', edited: CALLS[0]!, wish: null } as const
    for (let left = waiting.size; left > 0; left -= 1) {
      if (!decide(approval)) decide({ ...approval, action: 'reject' })
    }
    const asked = [...waiting.values()].at(-1 - nth)
    if (asked) count(perform(asked))
  }

  function give({ pattern: meant, uses, until: inMs, runId, repoId, coversTainted }: Of<'give'>): void {
    const until = inMs === null ? null : new Date(world.now() + inMs).toISOString()
    const grantId = newId()
    const terms = { runId, repoId, until, coversTainted }
    oracle.give(grantId, { meant, uses, ...terms })
    const { tool, where } = meant
    const given = { grantId, tool, where, usesLeft: uses, itemId: null, by: 'operator', ...terms }
    world.askGrants({ type: 'add-grant', ...given })
    world.deliver()
  }

  function decide({ nth, action, edited, wish }: Of<'decide'>): boolean {
    const pending = world.run().pending.filter(({ item }) => waiting.has(item.itemId))[nth]
    if (!pending) return false
    const { callId, what } = waiting.get(pending.item.itemId)!
    const decided = action === 'edit' ? { tool: what.tool, args: edited.args } : what
    const until = new Date(world.now() + HOUR).toISOString()
    const scope = wish && scopeOf(wish, until)
    const turn = world.decide(pending, action, {
      ...(action === 'edit' ? { payload: edited.args } : {}),
      ...(scope ? { scope } : {}),
    })
    if (turn.reply.status !== 'accepted') {
      count('decision refused')
      return false
    }
    if (action === 'approve' || action === 'edit') oracle.approve(callId, decided)
    for (const event of world.eventsOf(turn)) {
      if (event.type !== 'grant-given') continue
      count('given with a decision')
      oracle.give(event.grantId, givenWith(scope!, likeThis(decided, event.where)))
    }
    world.deliver()
    return true
  }

  function take(each: Step): void {
    switch (each.do) {
      case 'call':
        count(perform(each.call, each.taintMeanwhile === 0))
        return
      case 'go on':
        goOn(each)
        return
      case 'ask':
        ask(each)
        return
      case 'decide':
        decide(each)
        return
      case 'give':
        give(each)
        return
      case 'revoke': {
        const grantId = oracle.grantIds()[each.nth]
        if (grantId === undefined) return
        world.askGrants({ type: 'revoke-grant', grantId, by: 'operator' })
        oracle.revoke(grantId)
        return
      }
      case 'taint':
        world.taint([each.label])
        return
      case 'die':
        token = newId()
        if (last) count(perform(last))
        return
      case 'pass':
        world.pass(2 * HOUR)
        return
    }
  }

  for (const each of steps) take(each)
}

function scopeOf(
  { kind, count, coversTainted }: NonNullable<Of<'decide'>['wish']>,
  until: string,
): GrantScope {
  switch (kind) {
    case 'calls':
      return { kind, count, coversTainted }
    case 'run':
      return { kind, coversTainted }
    case 'repo':
      return { kind, until, coversTainted }
  }
}

/** What a decision of this scope allows, in the words of the page that offers it. */
const givenWith = (scope: GrantScope, meant: Meant): Given => ({
  meant,
  runId: scope.kind === 'repo' ? null : 'run-1',
  repoId: 'repo-1',
  uses: scope.kind === 'calls' ? scope.count : null,
  until: scope.kind === 'repo' ? scope.until : null,
  coversTainted: scope.coversTainted === true,
})

test('no call is made that neither policy nor a fitting grant nor a person allowed exactly', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 2, maxLength: 8 }),
      fc.boolean(),
      fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
      play,
    ),
    { numRuns: 2_000 },
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
  expect(happened.filter((what) => (seen[what] ?? 0) < 10)).toEqual([])
})
