import { expect, test } from 'vitest'
import { estimateTokens } from '../models/estimate-tokens.ts'
import { fitContext } from './fit-context.ts'
import { type LoopMessage, lastCalls, openCalls } from './messages.ts'

const long = 'x'.repeat(3000)
const turn = (number: number, text: string): LoopMessage[] => [
  {
    from: 'model',
    text: `turn ${number}`,
    calls: [{ callId: `c${number}`, tool: 'write_file', args: { path: `f${number}`, content: text } }],
  },
  { from: 'tool', callId: `c${number}`, text, failed: false },
]
const conversation: LoopMessage[] = [
  { from: 'pm-bot', text: 'rules' },
  { from: 'person', text: 'goal' },
  ...turn(1, long),
  ...turn(2, long),
  ...turn(3, long),
]
const size = (messages: readonly LoopMessage[]) =>
  messages.reduce((sum, message) => sum + estimateTokens(message), 0)

test('what fits is left as it is', () => {
  expect(fitContext(conversation, size(conversation))).toEqual(conversation)
})

test('the oldest goes first, and only as much as needed', () => {
  const fitted = fitContext(conversation, size(conversation) - 500)!
  expect(fitted[2]).toMatchObject({
    calls: [{ args: { path: 'f1', content: '[left out to save room: 3000 characters]' } }],
  })
  expect(fitted.slice(3)).toEqual(conversation.slice(3))
  expect(size(fitted)).toBeLessThanOrEqual(size(conversation) - 500)
})

test('rules, goal and the last turn stay, and every call keeps its result', () => {
  const fitted = fitContext(conversation, 2500)!
  expect(fitted.slice(0, 2)).toEqual(conversation.slice(0, 2))
  expect(fitted.slice(-2)).toEqual(conversation.slice(-2))
  expect(fitted.map(({ from }) => from)).toEqual(conversation.map(({ from }) => from))
  expect(fitContext(conversation, 1500)).toBeNull()
})

test('open calls are those of the last answer without a result', () => {
  expect(openCalls(conversation)).toEqual([])
  expect(openCalls(conversation.slice(0, -1)).map(({ callId }) => callId)).toEqual(['c3'])
  expect(lastCalls(conversation).map(({ callId }) => callId)).toEqual(['c3'])
  expect(openCalls([])).toEqual([])
})
