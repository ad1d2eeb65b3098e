import { describe, expect, test } from 'vitest'
import { dayIn, endOfDay, patternsOf, type ScopeChoice, scopeOf } from './scope-choice.ts'
import { scopeInWords } from './scope-words.ts'

const NOW = Date.parse('2027-01-10T12:00:00Z')
const call = {
  tool: 'run',
  args: { argv: ['npm', 'test', '*.ts'], timeoutSeconds: 60 },
  effect: 'clone' as const,
  taint: [],
}
const outside = {
  ...call,
  args: { argv: ['npm', 'ci'], network: true },
  effect: 'outside' as const,
  taint: ['untrusted-text' as const],
}
const choice = (more: Partial<ScopeChoice> = {}): ScopeChoice => ({
  kind: 'once',
  count: '10',
  untilDay: '2027-01-17',
  patterns: patternsOf(call)!,
  coversTainted: false,
  ...more,
})

describe('what an approval allows', () => {
  test('is this call alone unless something else is chosen', () => {
    expect(scopeOf(call, choice(), NOW)).toEqual({})
  })

  test('names the pattern only where it is not that of this very call', () => {
    expect(scopeOf(call, choice({ kind: 'run' }), NOW)).toEqual({ scope: { kind: 'run' } })
    const where = { argv: ['npm', '**'] }
    expect(scopeOf(call, choice({ kind: 'calls', patterns: where }), NOW)).toEqual({
      scope: { kind: 'calls', count: 10, where },
    })
  })

  test('ends with the day that was chosen', () => {
    const { scope } = scopeOf(call, choice({ kind: 'repo' }), NOW)
    expect(scope).toMatchObject({ kind: 'repo', until: endOfDay('2027-01-17')!.toISOString() })
    expect(dayIn(7, NOW)).toBe('2027-01-17')
  })

  test.each([
    [
      'a pattern that this call does not fit',
      { kind: 'run', patterns: { argv: ['yarn', '**'] } },
      /does not fit/,
    ],
    ['no number of calls', { kind: 'calls', count: '0' }, /whole number/],
    ['too many calls', { kind: 'calls', count: '1001' }, /whole number/],
    ['a day that is over', { kind: 'repo', untilDay: '2027-01-09' }, /day to come/],
    ['no day', { kind: 'repo', untilDay: '' }, /day to come/],
  ] as const)('is not sent with %s', (_, more, problem) => {
    expect(scopeOf(call, choice(more), NOW).problem).toMatch(problem)
  })

  test('covers what reaches outside of a run that has read something only when that is ticked', () => {
    const patterns = patternsOf(outside)!
    expect(scopeOf(outside, choice({ kind: 'run', patterns }), NOW).problem).toMatch(/needs the tick/)
    expect(scopeOf(outside, choice({ kind: 'run', patterns, coversTainted: true }), NOW)).toEqual({
      scope: { kind: 'run', coversTainted: true },
    })
    expect(scopeOf(call, choice({ kind: 'run', coversTainted: true }), NOW)).toEqual({
      scope: { kind: 'run' },
    })
  })

  test('is nothing but the call where no pattern can be made of it', () => {
    const odd = { ...call, args: { argv: ['printf', 'a\u0007'] } }
    expect(patternsOf(odd)).toBeNull()
    expect(scopeOf(odd, choice({ kind: 'run' }), NOW).problem).toMatch(/allow it alone/)
  })
})

test('a scope is said in a sentence', () => {
  expect(scopeInWords({ kind: 'calls', count: 1 })).toBe(
    'The next 1 call like it in this run is made without asking.',
  )
  expect(scopeInWords({ kind: 'run', coversTainted: true })).toMatch(
    /even after a run has read text from outside/,
  )
  expect(scopeInWords({ kind: 'repo', until: '2027-01-17T23:59:59Z' })).toMatch(/until Jan 1[78], 2027/)
})
