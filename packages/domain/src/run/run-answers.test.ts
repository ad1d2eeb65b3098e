import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AgentInterrupt } from '../agent/agent-port.ts'
import type { DecisionAction } from '../inbox/inbox.ts'
import type { InterruptRequest } from '../inbox/interrupt.ts'
import { draftOf, onGitHub, type Story } from './run.fixture.ts'
import type { RunEvent } from './run-event.ts'

const kinds: Record<string, (at: number) => InterruptRequest> = {
  calls: (at) => ({
    kind: 'tool_call',
    format: 'hitl',
    actions: Array.from({ length: (at % 3) + 1 }, (_, part) => ({
      callId: `call-${at}-${part}`,
      tool: 'send_mail',
      args: { to: 'a' },
      description: null,
      allowed: ['approve', 'edit', 'reject', 'respond'],
    })),
  }),
  question: () => ({ kind: 'question', question: 'Which?' }),
  publish: (at) => ({
    kind: 'publish',
    operations: [{ operation: { op: 'close', number: at + 1 }, rationale: 'r', confidence: null }],
  }),
  changeset: (at) => ({ kind: 'changeset_apply', changeset: draftOf(`c${at}`) }),
  spend: () => ({
    kind: 'spend',
    scope: { kind: 'run', key: 'run-1' },
    measure: 'calls',
    limit: 1,
    spent: 1,
    reserved: 0,
    needed: 1,
  }),
}

function waiting(interrupts: AgentInterrupt[]): Story {
  const story = onGitHub().decide('approve')
  story.run = { ...story.run, graphId: 'somebody/v1', work: { effectId: 'e', verb: 'run-agent' } }
  return story.finish({ verb: 'run-agent', result: { status: 'interrupted', interrupts, artifacts: [] } })
}

/** One thing that can happen next, chosen by a number: a decision, or what was approved comes to its end. */
function step(story: Story, choice: number): RunEvent[] {
  const { run } = story
  if (run.work?.verb === 'apply-changeset' && choice % 3 === 0) {
    return story.finish({ verb: 'apply-changeset', result: { status: 'applied', commitSha: 'c'.repeat(40) } })
      .events
  }
  if (Object.keys(run.publishing ?? {}).length > 0 && choice % 2 === 0) {
    return story.written({ status: 'failed', reason: 'GitHub is away' }).events
  }
  if (run.pending.length === 0) return []
  const { item, version } = run.pending[choice % run.pending.length]!
  const actions: DecisionAction[] =
    item.kind === 'question'
      ? ['respond']
      : item.kind === 'tool_call'
        ? ['approve', 'reject', 'respond']
        : ['approve']
  const action = actions[choice % actions.length]!
  try {
    return story.command({
      type: 'decide',
      itemId: item.itemId,
      action,
      version,
      subjectHash: item.subjectHash,
      reason: 'so',
      by: 'operator',
    }).events
  } catch (error) {
    // Two changes are not written at the same time; everything else can always be decided.
    expect(String(error)).toContain('being written at this moment')
    return []
  }
}

test('whatever is decided in whatever order, an agent goes on once, with an answer to every part', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...Object.keys(kinds)), { minLength: 1, maxLength: 5 }),
      fc.infiniteStream(fc.nat(1000)),
      (asked, choices) => {
        const interrupts = asked.map((kind, at) => ({
          interruptId: `i-${at}`,
          checkpointId: 'checkpoint-1',
          request: kinds[kind]!(at),
        }))
        const story = waiting(interrupts)
        const resumed: RunEvent[] = []
        for (let steps = 0; steps < 300 && resumed.length === 0; steps += 1) {
          const events = step(story, choices.next().value)
          resumed.push(
            ...events.filter(
              (event) => event.type === 'work-requested' && event.work.verb === 'resume-agent',
            ),
          )
          if (story.run.status === 'blocked') expect(story.run.pending.length).toBeGreaterThan(0)
        }
        expect(resumed).toHaveLength(1)
        expect(story.run).toMatchObject({
          status: 'running',
          pending: [],
          work: { verb: 'resume-agent' },
          interrupts: [],
        })
        const [event] = resumed
        const answers =
          event?.type === 'work-requested' && event.work.verb === 'resume-agent'
            ? event.work.payload.answers
            : []
        expect(answers.map(({ interruptId, parts }) => [interruptId, parts.length])).toEqual(
          interrupts.map(({ interruptId, request }) => [
            interruptId,
            request.kind === 'tool_call' ? request.actions.length : 1,
          ]),
        )
        expect(new Set(answers.flatMap(({ parts }) => parts.map(({ decisionId }) => decisionId))).size).toBe(
          answers.flatMap(({ parts }) => parts).length,
        )
      },
    ),
    { numRuns: 300 },
  )
})
