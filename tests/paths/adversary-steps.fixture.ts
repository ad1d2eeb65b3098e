import { TAINTS, type ToolRule } from '@pm-bot/domain'
import fc from 'fast-check'
import { CALLS, type Meant, PATTERNS } from './adversary-calls.fixture.ts'

const CALL_IDS = ['c1', 'c2', 'c3']
export const HOUR = 3_600_000

const call = fc.record({ callId: fc.constantFrom(...CALL_IDS), what: fc.constantFrom(...CALLS) })
/** The grant that a decision is to come with. */
const wish = fc.option(
  fc.record({
    kind: fc.constantFrom('calls' as const, 'run' as const, 'repo' as const),
    count: fc.integer({ min: 1, max: 3 }),
    coversTainted: fc.boolean(),
  }),
)
/** What can happen next. What makes no sense just then is refused, or passed over. */
export const step = fc.oneof(
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
      wish,
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
export type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never

/** One of a run's rules. */
export const rule = fc.record({
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

export interface Ruled {
  pattern: Meant
  verdict: ToolRule['verdict']
}
