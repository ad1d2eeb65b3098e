import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerRun } from '../run/answer-run.ts'
import { decideRun } from '../run/decide-run.ts'
import { evolveRun } from '../run/evolve-run.ts'
import { contextAt, running } from '../run/run.fixture.ts'
import type { Run } from '../run/run.ts'
import type { Json } from '../values/canonical-json.ts'
import { callHash } from './judge-call.ts'
import type { ToolPolicy, ToolRule } from './tool-policy.ts'

const RULES: ToolPolicy = {
  rules: [
    { tool: 'write_file', where: { path: 'secret/**' }, verdict: 'deny' },
    { tool: 'run', where: { argv: ['npm', 'exec', '**'] }, verdict: 'deny' },
    { tool: 'write_file', verdict: 'allow' },
    { tool: 'write_file', verdict: 'ask' },
    { tool: 'run', where: { argv: ['npm', 'test'] }, verdict: 'allow' },
    { tool: 'run', where: { argv: ['npm', '**'], network: 'true' }, verdict: 'allow' },
    { tool: 'run', verdict: 'ask' },
  ],
}

const runWith = (change: Partial<Run> = {}): Run => ({ ...running().run, tools: RULES, ...change })
const ask = (
  run: Run,
  tool: string,
  args: Json,
  over: { begin?: boolean; token?: string; grantId?: string } = {},
) => {
  const { begin = false, token = 'attempt-1', grantId = null } = over
  const call = { callId: 'call-1', tool, args }
  const question = { type: 'judge-call', effectId: run.work!.effectId, token, call, begin, grantId } as const
  const judgement = answerRun(run, question)
  const events = decideRun(run, question, contextAt(9))
  return { judgement, events, run: events.reduce(evolveRun, run) }
}
const NETWORK = { argv: ['npm', 'install'], network: true }

describe('a call of a tool', () => {
  test.each<[string, string, Json, string]>([
    ['a tool that no rule names', 'read_file', { path: 'a' }, 'deny'],
    ['a tool that nobody knows', 'transfer_money', {}, 'deny'],
    ['what the first rule that fits denies', 'write_file', { path: 'secret/a', content: 'x' }, 'deny'],
    ['the same by another spelling', 'write_file', { path: './x/../secret/a', content: 'x' }, 'deny'],
    ['what is forbidden, wider', 'run', { argv: ['npm', 'exec', 'x'], network: true }, 'deny'],
    ['what is not named wide', 'run', { argv: ['make'], network: true }, 'deny'],
    ['what the first rule that fits allows', 'write_file', { path: 'a', content: 'x' }, 'allow'],
    ['what a pattern of arguments allows', 'run', { argv: ['npm', 'test'] }, 'allow'],
    ['what it does not', 'run', { argv: ['npm', 'publish'] }, 'ask'],
    ['arguments that are no object, which some rule may forbid', 'run', null, 'deny'],
    ['more than a state can hold', 'write_file', { path: 'a', content: 'x'.repeat(300_000) }, 'deny'],
  ])('is judged by the rules: %s', (_, tool, args, verdict) => {
    const { judgement, events } = ask(runWith(), tool, args)
    expect(judgement.verdict).toBe(verdict)
    expect(events).toEqual([])
  })

  test('is denied where there are no rules', () => {
    for (const tools of [null, { rules: [] }]) {
      expect(ask(runWith({ tools }), 'read_file', { path: 'a' }).judgement.verdict).toBe('deny')
    }
  })

  test('that was allowed is allowed again, and no other', () => {
    const args = { argv: ['make'] }
    const run = runWith({ calls: { 'call-1': { allowed: callHash({ tool: 'run', args }) } } })
    expect(ask(run, 'run', args).judgement).toEqual({ verdict: 'allow', grantId: null })
    expect(ask(run, 'run', { argv: ['make', 'all'] }).judgement.verdict).toBe('ask')
  })

  test('that policy denies stays denied, whoever allowed it', () => {
    const args = { path: 'secret/a' }
    const run = runWith({ calls: { 'call-1': { allowed: callHash({ tool: 'write_file', args }) } } })
    expect(ask(run, 'write_file', args, { grantId: 'g' }).judgement.verdict).toBe('deny')
  })

  test('that a grant covers is allowed by it', () => {
    const judged = ask(runWith(), 'run', { argv: ['make'] }, { grantId: 'g' })
    expect(judged.judgement).toEqual({ verdict: 'allow', grantId: 'g' })
  })

  test('is no question of an effect that the run has left behind', () => {
    const run = runWith()
    const question = {
      type: 'judge-call',
      effectId: 'another',
      token: 't',
      call: { callId: 'c', tool: 'run', args: {} },
      begin: true,
      grantId: null,
    } as const
    expect(() => decideRun(run, question, contextAt(9))).toThrow('does not go on')
  })
})

describe('a call that may reach outside', () => {
  test('is not allowed by a grant that was found before the run read something', () => {
    const run = runWith({ taint: ['untrusted-text'] })
    const call = { callId: 'c', tool: 'run', args: { argv: ['make'], network: true } }
    const tools = { rules: [{ tool: 'run', where: { network: 'true' }, verdict: 'ask' as const }] }
    const judged = (tainted: boolean) =>
      answerRun(
        { ...run, tools },
        {
          type: 'judge-call',
          effectId: run.work!.effectId,
          token: 't',
          call,
          begin: true,
          grantId: 'g',
          tainted,
        },
      )
    expect(judged(false)).toMatchObject({ verdict: 'ask', grants: { tainted: true } })
    expect(judged(true)).toEqual({ verdict: 'allow', grantId: 'g' })
  })

  test('is asked about once the run has read what it must not pass on, whatever the rules say', () => {
    expect(ask(runWith(), 'run', NETWORK).judgement.verdict).toBe('allow')
    const tainted = runWith({ taint: ['untrusted-text'] })
    expect(ask(tainted, 'run', NETWORK).judgement).toMatchObject({
      verdict: 'ask',
      risk: 'high',
      why: 'it may reach outside, and the run has read text from outside',
      grants: { workspaceId: 'workspace-1', repoId: 'repo-1', tainted: true },
    })
    expect(ask(tainted, 'run', { argv: ['npm', 'test'] }).judgement.verdict).toBe('allow')
  })

  test('is begun by one attempt only', () => {
    const first = ask(runWith(), 'run', NETWORK, { begin: true })
    expect(first.events).toEqual([{ type: 'call-begun', callId: 'call-1', tool: 'run', token: 'attempt-1' }])
    const again = ask(first.run, 'run', NETWORK, { begin: true })
    expect([again.judgement.verdict, again.events]).toEqual(['allow', []])
    const later = ask(first.run, 'run', NETWORK, { begin: true, token: 'attempt-2' })
    expect([later.judgement.verdict, later.events]).toEqual(['in-doubt', []])
  })

  test('is not begun by being asked about', () => {
    const { run, events } = ask(runWith(), 'run', NETWORK)
    expect(events).toEqual([])
    expect(ask(run, 'run', NETWORK, { begin: true, token: 'attempt-2' }).judgement.verdict).toBe('allow')
  })

  test('may have a name that objects have already', () => {
    const run = runWith()
    for (const callId of ['__proto__', 'constructor', 'toString']) {
      const call = { callId, tool: 'run', args: NETWORK }
      const question = {
        type: 'judge-call',
        effectId: run.work!.effectId,
        call,
        begin: true,
        grantId: null,
      } as const
      const begun = decideRun(run, { ...question, token: 'a' }, contextAt(9)).reduce(evolveRun, run)
      const stored: Run = JSON.parse(JSON.stringify(begun))
      expect(answerRun(stored, { ...question, token: 'b' }).verdict).toBe('in-doubt')
    }
  })
})

test('risk is computed: by what widens a call, what it aims at, and what the run has read', () => {
  const rules = {
    rules: [
      { tool: 'write_file', verdict: 'ask' as const },
      { tool: 'run', where: { network: 'true' }, verdict: 'ask' as const },
    ],
  }
  const run = runWith({ tools: rules })
  const risk = (tool: string, args: Json) => ask(run, tool, args).judgement
  expect(risk('write_file', { path: '.github/workflows/ci.yml' })).toMatchObject({ risk: 'high' })
  expect(risk('write_file', { path: 'deep/../package-lock.json' })).toMatchObject({ risk: 'high' })
  expect(risk('run', NETWORK)).toMatchObject({ risk: 'high' })
})

test('labels of what a run has read are kept, once each, and never taken back', () => {
  const run = runWith()
  const { effectId } = run.work!
  const label = (labels: ('untrusted-text' | 'private-content')[], of = run) =>
    decideRun(of, { type: 'taint-run', effectId, labels }, contextAt(9))
  expect(label(['untrusted-text', 'untrusted-text'])).toEqual([
    { type: 'tainted', labels: ['untrusted-text'] },
  ])
  const tainted = label(['untrusted-text']).reduce(evolveRun, run)
  expect(label(['untrusted-text'], tainted)).toEqual([])
  expect(label(['private-content'], tainted).reduce(evolveRun, tainted).taint).toEqual([
    'untrusted-text',
    'private-content',
  ])
})

test('no run of questions allows what no rule allows, nor lets a tainted run reach outside unasked', () => {
  const word = fc.constantFrom('npm', 'test', 'install', '-x', '**', '../../x')
  const rule: fc.Arbitrary<ToolRule> = fc.record(
    {
      tool: fc.constantFrom('run', 'write_file', 'other'),
      where: fc.dictionary(fc.constantFrom('argv', 'path', 'network'), fc.oneof(word, fc.array(word)), {
        maxKeys: 2,
      }),
      verdict: fc.constantFrom('allow', 'ask', 'deny'),
    },
    { requiredKeys: ['tool', 'verdict'] },
  )
  const args = fc.record(
    { argv: fc.array(word), path: word, network: fc.boolean() },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Json>
  const calls = fc.array(
    fc.record({ tool: fc.constantFrom('run', 'write_file', 'other', 'nope'), args, begin: fc.boolean() }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 5 }), fc.boolean(), calls, (rules, isTainted, asked) => {
      let run = runWith({ tools: { rules }, taint: isTainted ? ['untrusted-text'] : [] })
      for (const { tool, args, begin } of asked) {
        const { judgement, run: next } = ask(run, tool, args, { begin })
        run = next
        if (judgement.verdict !== 'allow') continue
        expect(rules.some((each) => each.tool === tool && each.verdict === 'allow')).toBe(true)
        const network = (args as { network?: boolean }).network === true
        expect(isTainted && (network || tool === 'other')).toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})
