import { describe, expect, test } from 'vitest'
import { readInterrupt } from './interrupt-formats.ts'

const WAITS = 'The agent waits for an answer.'

describe('what an interrupt of a foreign graph asks', () => {
  test.each([
    { kind: 'question', text: 'What is your name?' },
    { kind: 'spend' },
    { kind: 'spend', scope: 'run', measure: 'tokens' },
    { kind: 'changeset_apply', changeset: null },
    { kind: 'changeset_apply', changeset: { files: [] } },
    { kind: 'publish', operations: [] },
    { kind: 'publish', operations: 'all' },
  ])('is a question where it only looks like one of ours: %j', (value) => {
    expect(readInterrupt(value)).toEqual({
      kind: 'question',
      question: WAITS,
      context: JSON.stringify(value, null, 2),
    })
  })

  test('holds nothing that could not be kept, whatever stands in it', () => {
    const circle: Record<string, unknown> = { size: 10n }
    circle.self = circle
    expect(readInterrupt(circle)).toEqual({
      kind: 'question',
      question: WAITS,
      context: 'It cannot be shown.',
    })
    const hitl = {
      actionRequests: [{ name: 'send', args: circle, description: { text: 'x' }, callId: 7 }],
      reviewConfigs: [{ actionName: 'send', allowedDecisions: 'approve' }],
    }
    expect(readInterrupt(hitl)).toEqual({
      kind: 'tool_call',
      format: 'hitl',
      actions: [{ callId: null, tool: 'send', args: {}, description: null, allowed: ['approve', 'reject'] }],
    })
    const inbox = { action_request: { action: 'send', args: { at: new Date(0), f: () => 1 } }, config: null }
    expect(readInterrupt(inbox)).toMatchObject({
      actions: [{ tool: 'send', args: { at: '1970-01-01T00:00:00.000Z' }, allowed: [] }],
    })
  })
})
