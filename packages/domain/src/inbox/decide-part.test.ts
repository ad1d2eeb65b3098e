import { describe, expect, test } from 'vitest'
import type { AgentInterrupt } from '../agent/agent-port.ts'
import { publishHash } from '../changeset/publish.ts'
import { decideRun } from '../run/decide-run.ts'
import {
  artifactOf,
  contextAt,
  draftOf,
  interruptOf,
  onGitHub,
  running,
  type Story,
} from '../run/run.fixture.ts'
import type { Run } from '../run/run.ts'
import type { RunCommand } from '../run/run-command.ts'
import type { RunEvent } from '../run/run-event.ts'
import { runEventTitle } from '../run/run-event-title.ts'
import { finishPublish } from '../run/run-publish-rules.ts'
import { callHash } from '../tool/judge-call.ts'
import { canonicalJson, type Json, sha256Hex } from '../values/canonical-json.ts'
import type { ActionRequest, InterruptRequest } from './interrupt.ts'

const action = (over: Partial<ActionRequest> = {}): ActionRequest => ({
  callId: 'call-1',
  tool: 'send_mail',
  args: { to: 'a@example.org', copies: 1 },
  description: 'so that they know',
  allowed: ['approve', 'edit', 'reject', 'respond'],
  ...over,
})
const asks = (request: InterruptRequest, interruptId = 'i-1'): AgentInterrupt => ({
  interruptId,
  checkpointId: 'checkpoint-1',
  request,
})
const calls = (...actions: ActionRequest[]): InterruptRequest => ({
  kind: 'tool_call',
  format: 'hitl',
  actions,
})
const SHORTFALL = {
  scope: { kind: 'run', key: 'run-1' },
  measure: 'tokens',
  limit: 1000,
  spent: 900,
  reserved: 0,
  needed: 300,
} as const

const waiting = (interrupts: AgentInterrupt[], change: Partial<Run> = {}, story = running()): Story => {
  story.run = { ...story.run, graphId: 'somebody/v1', ...change }
  return story.finish({
    verb: 'run-agent',
    result: { status: 'interrupted', interrupts, artifacts: [] },
  })
}
const resumed = (events: readonly RunEvent[]) =>
  events.flatMap((event) =>
    event.type === 'work-requested' && event.work.verb === 'resume-agent' ? [event.work.payload.answers] : [],
  )
type Over = Partial<Extract<RunCommand, { type: 'decide' }>>
const decideAt = (
  story: Story,
  at: number,
  action: 'approve' | 'edit' | 'reject' | 'respond',
  over: Over = {},
) => {
  const { item, version } = story.run.pending[at]!
  const { itemId, subjectHash } = item
  return story.command({
    type: 'decide',
    itemId,
    action,
    version,
    subjectHash,
    reason: null,
    by: 'operator',
    ...over,
  })
}

describe('an agent that asks about calls of tools', () => {
  test('opens one item for each, which shows exactly the call', () => {
    const story = waiting([
      asks(calls(action(), action({ callId: 'call-2', allowed: ['approve', 'reject'] }))),
    ])
    expect(story.run.status).toBe('blocked')
    expect(story.run.pending.map(({ interrupt }) => interrupt?.part)).toEqual([0, 1])
    const { item } = story.run.pending[0]!
    expect(item).toMatchObject({
      kind: 'tool_call',
      risk: 'high',
      title: 'Let it use send_mail: {"copies":1,"to":"a@example.org"}',
      allowed: ['approve', 'edit', 'reject', 'respond'],
      payload: { tool: 'send_mail', args: { copies: 1 }, why: 'its agent asks before it does this' },
    })
    expect(item.subjectHash).toBe(sha256Hex(canonicalJson(item.payload)))
    expect(story.run.pending[1]!.item.allowed).toEqual(['approve', 'reject'])
  })

  test('goes on with all answers at once, and only when the last of them is there', () => {
    const story = waiting([
      asks(calls(action(), action({ callId: 'call-2' })), 'i-1'),
      asks({ kind: 'question', question: 'Which one?' }, 'i-2'),
    ])
    decideAt(story, 1, 'reject', { reason: 'not them' })
    expect(story.types()).toEqual(['item-resolved', 'interrupt-answered'])
    decideAt(story, 1, 'respond', { reason: 'the first' })
    expect(story.run).toMatchObject({ status: 'blocked', work: null })
    decideAt(story, 0, 'approve')
    expect(story.types()).toEqual([
      'item-resolved',
      'call-allowed',
      'interrupt-answered',
      'status running',
      'work-requested',
    ])
    expect(resumed(story.events)).toMatchObject([
      [
        {
          interruptId: 'i-1',
          checkpointId: 'checkpoint-1',
          parts: [{ action: 'approve' }, { action: 'reject', reason: 'not them' }],
        },
        { interruptId: 'i-2', parts: [{ action: 'respond', reason: 'the first' }] },
      ],
    ])
    expect(story.run).toMatchObject({ interrupts: [], calls: { 'call-1': { allowed: callHash(action()) } } })
  })

  test('gets edited arguments as they are, types kept, and they alone are allowed', () => {
    const story = waiting([asks(calls(action()))])
    const payload = { to: 'b@example.org', copies: 2 }
    decideAt(story, 0, 'edit', { payload })
    expect(resumed(story.events)).toMatchObject([[{ parts: [{ action: 'edit', payload }] }]])
    expect(story.run.calls).toEqual({ 'call-1': { allowed: callHash({ tool: 'send_mail', args: payload }) } })
    expect(Object.values(story.run.resolved).at(-1)).toMatchObject({ status: 'edited' })
  })

  test.each<[string, Json | undefined]>([
    ['nothing', undefined],
    ['another type', { to: 'b@example.org', copies: '2' }],
    ['a name that is gone', { to: 'b@example.org' }],
    ['a name more', { to: 'b@example.org', copies: 1, bcc: 'me@example.org' }],
    ['a list', [{ to: 'b@example.org', copies: 1 }]],
    ['a novel', { to: 'x'.repeat(70_000), copies: 1 }],
  ])('does not get %s instead of its arguments', (_, payload) => {
    const story = waiting([asks(calls(action()))])
    const before = story.run
    expect(() => decideAt(story, 0, 'edit', payload === undefined ? {} : { payload })).toThrow(
      /payload|arguments/,
    )
    expect(story.run).toBe(before)
  })

  test('gets no approval of what the rules of its run forbid, neither as asked nor as edited', () => {
    const tools = {
      rules: [{ tool: 'send_mail', where: { to: '*@evil.example' }, verdict: 'deny' as const }],
    }
    const evil = { to: 'x@evil.example', copies: 1 }
    const story = waiting([asks(calls(action({ args: evil }), action({ callId: 'call-2' })))], { tools })
    expect(() => decideAt(story, 0, 'approve')).toThrow('a rule of this run forbids')
    expect(() => decideAt(story, 1, 'edit', { payload: evil })).toThrow('nobody can approve it')
    expect(decideAt(story, 0, 'reject').run.pending).toHaveLength(1)
  })

  test('is not answered with empty words', () => {
    const story = waiting([asks(calls(action()))])
    expect(() => decideAt(story, 0, 'respond', { reason: ' ' })).toThrow('must hold the words')
  })

  test.each([[[]], [Array.from({ length: 101 }, () => action())]])(
    'about nothing, or about too much, has failed',
    (actions) => {
      const { run } = waiting([asks(calls(...actions))])
      expect(run).toMatchObject({ status: 'failed', pending: [] })
    },
  )
})

describe('a grant that comes with an approval', () => {
  test('is of calls like the one that was approved', () => {
    const story = waiting([asks(calls(action()))])
    decideAt(story, 0, 'approve', { scope: { kind: 'calls', count: 3 } })
    expect(story.events).toContainEqual({
      type: 'grant-given',
      grantId: expect.any(String),
      tool: 'send_mail',
      where: { to: 'a@example.org' },
      scope: { kind: 'calls', count: 3 },
      coversTainted: false,
      itemId: expect.any(String),
      by: 'operator',
    })
  })

  test('covers what reaches outside of a run that has read untrusted text only when it says so', () => {
    const story = waiting([asks(calls(action()))], { taint: ['untrusted-text'] })
    expect(() => decideAt(story, 0, 'approve', { scope: { kind: 'run' } })).toThrow('coversTainted')
    decideAt(story, 0, 'approve', { scope: { kind: 'run', coversTainted: true } })
    expect(story.types()).toContain('grant-given')
  })

  test.each([
    ['with a rejection', 'reject', { kind: 'run' }],
    ['that is over', 'approve', { kind: 'repo', until: '2025-12-31T00:00:00Z' }],
    [
      'for other calls than the one that is approved',
      'approve',
      { kind: 'run', where: { to: 'b@example.org' } },
    ],
  ] as const)('is not given %s', (_, action_, scope) => {
    expect(() => decideAt(waiting([asks(calls(action()))]), 0, action_, { scope })).toThrow(/scope/)
  })

  test('releases an item, as if a person had approved it, and only one that waits', () => {
    const story = waiting([asks(calls(action()))])
    const { itemId } = story.run.pending[0]!.item
    const release = { type: 'release-item', itemId, grantId: 'g' } as const
    story.command(release)
    expect(resumed(story.events)).toMatchObject([[{ parts: [{ action: 'approve' }] }]])
    expect(story.run.resolved[itemId]).toMatchObject({ status: 'approved', decision: { by: 'grant:g' } })
    expect(decideRun(story.run, release, contextAt(9))).toEqual([])
    const question = waiting([asks({ kind: 'question', question: '?' })])
    const other = { ...release, itemId: question.run.pending[0]!.item.itemId }
    expect(decideRun(question.run, other, contextAt(9))).toEqual([])
  })
})

describe('a question', () => {
  test('that is rejected ends the run, with everything else that it asks', () => {
    const story = waiting([
      asks({ kind: 'question', question: 'Go on?\nreally' }, 'i-1'),
      asks(calls(action()), 'i-2'),
    ])
    expect(story.run.pending[0]!.item).toMatchObject({
      title: 'Answer “Go on?”',
      allowed: ['reject', 'respond'],
    })
    decideAt(story, 0, 'reject')
    expect(story.run).toMatchObject({ status: 'rejected', pending: [], work: null })
  })
})

describe('a limit that is reached', () => {
  const spend = () => waiting([asks({ kind: 'spend', ...SHORTFALL })])

  test.each([
    [undefined, 1000],
    [{ extendBy: 5 }, 5],
  ])('is extended by %j', (payload, amount) => {
    const story = spend()
    decideAt(story, 0, 'approve', payload ? { payload } : {})
    const { itemId } = Object.assign({ itemId: '' }, story.events[0])
    expect(story.events).toContainEqual({
      type: 'budget-extended',
      shortfall: SHORTFALL,
      amount,
      itemId,
      by: 'operator',
    })
    expect(resumed(story.events)).toMatchObject([[{ parts: [{ payload: { extendBy: amount } }] }]])
  })

  test.each([
    { extendBy: 0 },
    { extendBy: -1 },
    { extendBy: 1.5 },
    { extendBy: '5' },
    { extendBy: 2 ** 53 },
    5,
    {},
  ])('is not extended by %j', (payload) => {
    expect(() => decideAt(spend(), 0, 'approve', { payload })).toThrow('whole number')
  })

  test('ends the run when it stays', () => {
    const { run } = decideAt(spend(), 0, 'reject', { reason: 'too dear' })
    expect(run).toMatchObject({ status: 'failed', reason: 'The budget was not extended: too dear' })
  })
})

describe('writes to GitHub that an agent asks for', () => {
  const operation = { op: 'add-labels', number: 7, labels: ['bug'] } as const
  const other = { op: 'comment', number: 7, body: 'thanks' } as const
  const publish = (...operations: (typeof operation | typeof other)[]): InterruptRequest => ({
    kind: 'publish',
    operations: operations.map((each) => ({ operation: each, rationale: 'it crashes', confidence: 0.9 })),
  })
  const triaged = (interrupts: AgentInterrupt[], change: Partial<Run> = {}) => {
    const story = onGitHub()
      .decide('approve')
      .command({ type: 'clone-ready', headSha: 'a'.repeat(40) } as never)
    const { effectId } = story.run.work!
    story.command({ type: 'may-go-on', effectId, attempt: 1, baseSha: 'a'.repeat(40) })
    return waiting(interrupts, change, story)
  }
  const REPORT = { op: 'add-labels', status: 'done', detail: 'labelled', url: null } as const
  const written = (story: Story, operations = [REPORT]) => {
    const [effectId] = Object.keys(story.run.publishing!)
    return { type: 'x', effectId: effectId!, result: { status: 'published' as const, operations } }
  }

  test('are written once approved, and their reports are the answer', () => {
    const story = triaged([asks(publish(operation))])
    expect(story.run.pending[0]!.item).toMatchObject({
      kind: 'publish',
      allowed: ['approve', 'edit', 'reject'],
      payload: { reasons: [{ rationale: 'it crashes', confidence: 0.9 }] },
    })
    decideAt(story, 0, 'approve')
    expect(story.types()).toEqual(['item-resolved', 'status running', 'publish-requested'])
    expect(() =>
      story.command({ type: 'cancel-run', ifVersion: null, reason: null, by: 'operator' }),
    ).toThrow('being written')
    const { effectId, result } = written(story)
    const events = finishPublish(story.run, effectId, result, contextAt(9))
    expect(resumed(events)).toMatchObject([[{ parts: [{ action: 'approve', operations: [REPORT] }] }]])
  })

  test('are written as edited, under the hash of what was edited', () => {
    const story = triaged([asks(publish(operation))])
    decideAt(story, 0, 'edit', { payload: [other] })
    const requested = story.events.find((event) => event.type === 'publish-requested')!
    expect(requested.payload.plan.operations).toEqual([other])
    expect(story.events[0]).toMatchObject({
      status: 'edited',
      decidedHash: publishHash(requested.payload.plan),
    })
  })

  test.each<[string, Json]>([
    ['no list', operation],
    ['an empty list', []],
    ['an operation that is none', [{ op: 'merge', number: 7 }]],
    ['another type', [{ ...operation, number: '7' }]],
    ['a branch that is not ours', [{ op: 'delete-branch', branch: 'main', sha: 'a'.repeat(40) }]],
  ])('are not written as %s', (_, payload) => {
    expect(() => decideAt(triaged([asks(publish(operation))]), 0, 'edit', { payload })).toThrow()
  })

  test('that failed are told to the agent, and other questions are waited for', () => {
    const story = triaged([asks(publish(operation)), asks(calls(action()), 'i-2')])
    decideAt(story, 0, 'approve')
    const { effectId } = written(story)
    const result = { status: 'failed' as const, reason: 'GitHub was away' }
    const ended = finishPublish(story.run, effectId, result, contextAt(9))
    expect(ended.map(({ type }) => type)).toEqual(['publish-ended', 'interrupt-answered', 'status-changed'])
    expect(ended.at(-1)).toMatchObject({ to: 'blocked' })
  })

  test('are told to the agent when they are rejected', () => {
    const story = triaged([asks(publish(operation))])
    decideAt(story, 0, 'reject', { reason: 'no' })
    expect(resumed(story.events)).toMatchObject([[{ parts: [{ action: 'reject', reason: 'no' }] }]])
  })
})

describe('a change', () => {
  const changes = (...ids: string[]) => waiting(ids.map(interruptOf))

  test('can be asked to be another one', () => {
    const story = changes('c1')
    decideAt(story, 0, 'respond', { reason: 'smaller, please' })
    expect(story.run).toMatchObject({ status: 'running', changesets: { c1: { status: 'superseded' } } })
    expect(resumed(story.events)).toMatchObject([
      [{ parts: [{ action: 'respond', reason: 'smaller, please' }] }],
    ])
  })

  const COMMENT = {
    path: 'a.txt',
    side: 'new',
    line: 1,
    text: 'Shorter.',
    quote: 'x',
    change: 'added',
  } as const

  test('can be asked to be another one line by line, without further words', () => {
    const story = changes('c1')
    decideAt(story, 0, 'respond', { payload: { comments: [COMMENT] } })
    expect(resumed(story.events)).toMatchObject([[{ parts: [{ action: 'respond', comments: [COMMENT] }] }]])
    const [resolved] = story.events
    expect(resolved).toMatchObject({
      type: 'item-resolved',
      decision: { payload: { comments: [COMMENT] }, reason: null },
    })
    expect(runEventTitle(resolved!)).toBe('Decision: respond, with 1 comment on lines')
    // What was said is kept with the item's row, not in the state of every later turn.
    expect(JSON.stringify(story.run)).not.toContain('Shorter.')
  })

  test.each([
    ['with nothing', 'respond', undefined, 'must hold the words'],
    [
      'on another file',
      'respond',
      { comments: [{ ...COMMENT, path: 'b.txt' }] },
      'is no file of this change',
    ],
    [
      'that the api did not look at',
      'respond',
      { comments: [{ ...COMMENT, quote: null }] },
      'the payload must be',
    ],
    ['beside an approval', 'approve', { comments: [COMMENT] }, '“payload” belongs to'],
    ['beside a rejection', 'reject', { comments: [COMMENT] }, '“payload” belongs to'],
  ] as const)('takes no comments %s', (_, action, payload, says) => {
    const story = changes('c1')
    const before = story.run
    expect(() => decideAt(story, 0, action, payload === undefined ? {} : { payload })).toThrow(says)
    expect(story.run).toBe(before)
  })

  test('takes no comments where it is a question', () => {
    const story = waiting([asks({ kind: 'question', question: 'Which?' })])
    expect(() => decideAt(story, 0, 'respond', { payload: { comments: [COMMENT] } })).toThrow(
      '“payload” belongs',
    )
  })

  test('takes the place of the one that gave way to it, and shows how they differ', () => {
    const story = changes('c1')
    decideAt(story, 0, 'respond', { reason: 'smaller, please' })
    const interdiff = artifactOf('interdiff', 'i')
    const changeset = draftOf('c2', { former: { changesetId: 'c1', interdiff } })
    story.finish({
      verb: 'resume-agent',
      result: {
        status: 'interrupted',
        interrupts: [{ ...interruptOf('c2'), request: { kind: 'changeset_apply', changeset } }],
        artifacts: [],
      },
    })
    expect(story.events).toContainEqual({ type: 'artifact-stored', artifact: interdiff })
    expect(story.events).toContainEqual(
      expect.objectContaining({ type: 'changeset-proposed', supersedes: 'c1', interdiff }),
    )
  })

  test('takes the place of none that still stands', () => {
    const story = changes('c1')
    const changeset = draftOf('c2', { former: { changesetId: 'c1', interdiff: null } })
    story.run = { ...story.run, status: 'running', work: { effectId: 'e', verb: 'resume-agent' } }
    story.finish({
      verb: 'resume-agent',
      result: {
        status: 'interrupted',
        interrupts: [{ ...interruptOf('c2'), request: { kind: 'changeset_apply', changeset } }],
        artifacts: [],
      },
    })
    expect(story.events).toContainEqual(
      expect.objectContaining({ type: 'changeset-proposed', supersedes: null, interdiff: null }),
    )
  })

  test('waits for the other one that its agent asks about', () => {
    const story = changes('c1', 'c2')
    decideAt(story, 0, 'approve')
    expect(() => decideAt(story, 0, 'approve')).toThrow('being written at this moment')
    expect(() => decideAt(story, 0, 'reject')).toThrow('being written at this moment')
    story.finish({ verb: 'apply-changeset', result: { status: 'applied', commitSha: 'c'.repeat(40) } })
    expect(story.run).toMatchObject({ status: 'blocked', work: null })
    decideAt(story, 0, 'approve')
    story.finish({ verb: 'apply-changeset', result: { status: 'applied', commitSha: 'd'.repeat(40) } })
    const [first, second] = [story.run.changesets.c1, story.run.changesets.c2]
    expect(resumed(story.events)).toMatchObject([
      [
        { parts: [{ commitSha: 'c'.repeat(40), decisionId: first!.decisionId }] },
        { parts: [{ commitSha: 'd'.repeat(40), decisionId: second!.decisionId }] },
      ],
    ])
  })

  test('that cannot be written takes back what else its agent asks', () => {
    const story = changes('c1', 'c2')
    decideAt(story, 0, 'approve')
    story.finish({ verb: 'apply-changeset', result: { status: 'not-allowed', reason: 'too old' } })
    expect(story.run).toMatchObject({
      status: 'failed',
      pending: [],
      changesets: { c1: { status: 'failed' }, c2: { status: 'rejected' } },
    })
  })

  test('of a run from before interrupts had parts is answered all the same', () => {
    const story = changes('c1')
    const { interrupts: _, ...older } = story.run
    const [pending] = older.pending
    const { part: __, ...interrupt } = pending!.interrupt!
    story.run = { ...older, pending: [{ ...pending!, interrupt }] }
    decideAt(story, 0, 'approve')
    story.finish({ verb: 'apply-changeset', result: { status: 'applied', commitSha: 'c'.repeat(40) } })
    expect(resumed(story.events)).toMatchObject([[{ interruptId: 'interrupt of c1', parts: [{}] }]])
    expect(draftOf('c1').changesetId).toBe('c1')
  })
})
