import type { Json } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { whyStuck } from './circuit-breaker.ts'
import { type TraceEntry, traceEntry } from './tool-trace.ts'

const entry = (
  turn: number,
  tool: string | null,
  args: Json,
  more: Partial<TraceEntry> = {},
): TraceEntry => ({
  ...traceEntry({ turn, tool, callId: `c${turn}`, args, outcome: 'done', text: `result of ${turn}` }),
  ...more,
})
const repeat = (times: number, make: (turn: number) => TraceEntry) =>
  Array.from({ length: times }, (_, turn) => make(turn))

test('work that goes on is not stuck', () => {
  expect(whyStuck([])).toBeNull()
  expect(whyStuck(repeat(40, (turn) => entry(turn, 'read_file', { path: `file-${turn}` })))).toBeNull()
})

test('the same check after each edit is no circle', () => {
  const trace = repeat(20, (turn) =>
    turn % 2 === 0
      ? entry(turn, 'edit_file', { path: 'a', edits: [{ old: `${turn}`, new: 'x' }] })
      : entry(turn, 'run', { argv: ['npm', 'test'] }),
  )
  expect(whyStuck(trace)).toBeNull()
})

test('the same call again and again is a circle, also when it says something else each time', () => {
  const trace = repeat(4, (turn) => entry(turn, 'run', { argv: ['date'] }))
  expect(whyStuck(trace.slice(1))).toBeNull()
  expect(whyStuck(trace)).toBe(
    'it called run 4 times with the same arguments, and nothing changed in between',
  )
})

test('turns that bring nothing new are counted, until one does', () => {
  const talk = (turn: number) => entry(turn, null, null, { outcome: 'no-call' })
  expect(whyStuck(repeat(4, talk))).toBeNull()
  expect(whyStuck(repeat(5, talk))).toBe('its last 5 turns brought nothing new')
  expect(whyStuck([...repeat(4, talk), entry(4, 'git_status', {}), talk(5)])).toBeNull()
})

test('calls that all fail are an end too, a word of the operator is none', () => {
  const failing = (turn: number) =>
    entry(Math.floor(turn / 4), 'read_file', { path: `x${turn}` }, { outcome: 'failed' })
  expect(whyStuck(repeat(7, failing))).toBeNull()
  expect(whyStuck(repeat(8, failing))).toBe('its last 8 calls all failed')
  expect(
    whyStuck([...repeat(7, failing), entry(9, 'run', { argv: ['x'] }, { outcome: 'answered' })]),
  ).toBeNull()
})
