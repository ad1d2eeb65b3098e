import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { JsonPlusSerializer } from '@langchain/langgraph-checkpoint'
import { expect, test } from 'vitest'
import { plainSerde } from './plain-serde.ts'
import { plainState } from './plain-state.ts'

const kept = async (channels: Record<string, unknown>) => {
  const [type, bytes] = await new JsonPlusSerializer().dumpsTyped(channels)
  return plainState((await plainSerde.loadsTyped(type, bytes)) as Record<string, unknown>)
}

test('messages become role, text and calls', async () => {
  const messages = [
    new HumanMessage('Tidy up.'),
    new AIMessage({
      content: [{ type: 'text', text: 'I read.' }],
      tool_calls: [{ id: '1', name: 'read', args: { path: 'a' } }],
    }),
  ]
  expect(await kept({ messages })).toEqual({
    messages: [
      { role: 'human', text: 'Tidy up.' },
      { role: 'ai', text: 'I read.', calls: [{ name: 'read', args: { path: 'a' } }] },
    ],
  })
})

test('plain values stay, and channels that move the graph on are left out', async () => {
  const channels = { turn: 1, note: { from: 'model', text: 'x', calls: [] }, none: null, list: [undefined] }
  expect(await kept({ ...channels, 'branch:to:think': null, __pregel_tasks: [] })).toEqual({
    ...channels,
    list: [null],
  })
})

test('what is no message is no object either', async () => {
  const secret = { lc: 1, type: 'secret', id: ['PATH'] }
  expect(plainState({ secret, odd: { lc: 1, type: 'constructor', id: ['x', 'Message'] } })).toEqual({
    secret,
    odd: { lc: 1, type: 'constructor', id: ['x', 'Message'] },
  })
  expect(await kept({ set: new Set([1]) })).toEqual({ set: [[1]] })
})
