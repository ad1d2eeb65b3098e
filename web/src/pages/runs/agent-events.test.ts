import type { SpendCallView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { costByTurn, modelCallIn, toolCallIn } from './call-events.ts'
import { deliveries, saidIn } from './steering.ts'

const call = (callId: string, microUsd: number | null) => ({ callId, microUsd }) as SpendCallView

describe('what an agent did', () => {
  test('an answer of a model says its tokens and calls', () => {
    const detail = { turn: 2, inputTokens: 400, outputTokens: 20, milliseconds: 1500, calls: ['run'] }
    expect(modelCallIn({ type: 'model-answered', detail })).toEqual(detail)
    expect(modelCallIn({ type: 'tool-called', detail })).toBeUndefined()
    expect(modelCallIn({ type: 'model-answered', detail: null })).toBeUndefined()
  })

  test('a call of a tool is read also where it has no arguments or result yet', () => {
    const detail = { tool: 'run', outcome: 'done', milliseconds: 3, bytes: 9 }
    expect(toolCallIn({ type: 'tool-called', detail })).toEqual({
      ...detail,
      args: undefined,
      result: undefined,
    })
    expect(toolCallIn({ type: 'tool-called', detail: {} })).toBeUndefined()
  })

  test('a turn costs all its tries; one without a price leaves it unknown', () => {
    const costs = costByTurn([
      call('turn-1-in-120000-try-1', 100),
      call('turn-1-in-120000-try-2', 50),
      call('call_1_0', 7),
      call('turn-12-in-60000-try-1', null),
    ])
    expect([...costs]).toEqual([
      [1, { microUsd: 150, tries: 2 }],
      [12, { microUsd: null, tries: 1 }],
    ])
  })
})

describe('what was said to an agent', () => {
  const said = (seq: number) => ({ type: 'steered', detail: { seq, text: `say ${seq}` } })
  const answered = (turn: number, heardTo?: number) => ({ type: 'model-answered', detail: { turn, heardTo } })

  test('is delivered with the first answer that has heard it', () => {
    const events = [answered(1, 0), said(1), said(2), answered(2, 1), answered(3, 2), said(3)]
    expect([...deliveries(events)]).toEqual([
      [1, 2],
      [2, 3],
    ])
  })

  test('counts as said where nobody tells what was heard', () => {
    expect(deliveries([said(1), answered(1)]).size).toBe(0)
    expect(saidIn(said(4))).toEqual({ seq: 4, text: 'say 4' })
    expect(saidIn({ type: 'steered', detail: null })).toBeUndefined()
  })
})
