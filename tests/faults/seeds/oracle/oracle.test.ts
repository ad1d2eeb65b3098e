import { describe, expect, test } from 'vitest'
import type { LedgerLine } from '../inside/ledger.ts'
import type { Letter } from '../inside/mail-slot.ts'
import type { WorldEvent } from '../world.ts'
import { checkEffects } from './check-effects.ts'
import { checkMessages } from './check-messages.ts'

const letter = (n: number): Letter => ({
  to: { kind: 'clerk', key: 'clerk-1' },
  message: { type: 'note', from: 'generator-1', n, hops: 0, fan: 1 },
  messageId: `generator-1:${n}`,
})
const LETTERS = [letter(0), letter(1)]

let position = 0
const nextPosition = () => {
  position += 1
  return position
}
const line = (
  version: number,
  what: LedgerLine['what'],
  peer: string,
  n: number,
  detail?: string,
): LedgerLine => ({
  position: nextPosition(),
  actor: 'clerk-1',
  version,
  what,
  peer,
  n,
  detail: detail ?? null,
})
const received = (version: number, n: number) => line(version, 'received', 'generator-1', n)
const problemsOf = (...ledger: LedgerLine[]) =>
  checkMessages(ledger, LETTERS, LETTERS).problems.map((each) => each.split(':')[0])

describe('of messages, the oracle sees', () => {
  test.each([
    ['nothing when all is well', [received(1, 0), received(2, 1)], []],
    ['one that is lost', [received(1, 0)], ['1 lost']],
    [
      'one that was handled twice',
      [received(1, 0), received(2, 1), received(3, 1)],
      ['1 handled more than once'],
    ],
    ['one that overtook another', [received(1, 1), received(2, 0)], ['1 out of order']],
    ['one that nobody sent', [received(1, 0), received(2, 1), received(3, 9)], ['1 handled and never sent']],
    ['turns that overlapped', [received(1, 0), received(1, 1)], ['1 in a turn with another message']],
    [
      'one that an actor sent and nobody got',
      [received(1, 0), received(2, 1), line(2, 'sent', 'clerk-2', 0)],
      ['1 lost'],
    ],
    [
      'a number that an actor gave to two of its own',
      [1, 2].flatMap((version) => [received(version, version - 1), line(version, 'sent', 'clerk-1', 0)]),
      ['2 lost', '1 sent twice by one actor'],
    ],
  ])('%s', (_, ledger, expected) => {
    expect(problemsOf(...ledger)).toEqual(expected)
  })
})

const owed = (verb: string) => line(1, 'owed', 'errand', 0, verb)
const ended = (outcome: object) => line(2, 'ended', 'errand', 0, JSON.stringify(outcome))
const DONE = { status: 'succeeded', result: 'done' }
const inWorld = (what: WorldEvent['what'], at: number, token: string): WorldEvent => ({
  at,
  id: 'errand',
  token,
  pid: token === 'old' ? 1 : 2,
  what,
  path: 'comments',
})
const applied = (times: number) =>
  Array.from({ length: times }, (_, n) => inWorld('applied', n, `attempt ${n}`))

describe('of effects, the oracle', () => {
  test.each([
    ['takes a branch made once', 'make-branch', [DONE], 1, true],
    ['sees a branch never made', 'make-branch', [DONE], 0, false],
    ['sees a comment posted twice', 'post-comment', [DONE], 2, false],
    ['takes a status put twice', 'put-status', [DONE], 2, true],
    ['sees a bell rung twice', 'ring-bell', [DONE], 2, false],
    ['takes a bell in doubt', 'ring-bell', [{ status: 'in-doubt', error: 'lost' }], 1, true],
    ['sees one that never ended', 'put-status', [], 1, false],
    ['sees one that ended twice', 'put-status', [DONE, DONE], 1, false],
    ['sees one that failed', 'put-status', [{ status: 'failed', error: 'no' }], 0, false],
  ])('%s', (_, verb, outcomes, times, isFine) => {
    const { problems } = checkEffects([owed(verb), ...outcomes.map(ended)], applied(times), [])
    expect(problems).toHaveLength(isFine ? 0 : 1)
  })

  test('sees one that nobody owes', () => {
    expect(checkEffects([], applied(1), []).problems).toEqual(['1 effects that nobody owes: errand'])
  })

  test.each([
    [true, 1],
    [false, 2],
  ])('excuses a second comment of a process that was stopped (%s) in between', (isExcused, stalledPid) => {
    const world = [
      inWorld('looked', 10, 'old'),
      inWorld('looked', 30, 'young'),
      inWorld('applied', 40, 'young'),
      inWorld('applied', 50, 'old'),
    ]
    const stalls = [{ at: 20, what: 'stalled', pid: stalledPid }]
    const { problems, stallDuplicates } = checkEffects([owed('post-comment'), ended(DONE)], world, stalls)
    expect({ isFine: problems.length === 0, stallDuplicates }).toEqual({
      isFine: isExcused,
      stallDuplicates: isExcused ? 1 : 0,
    })
  })
})
