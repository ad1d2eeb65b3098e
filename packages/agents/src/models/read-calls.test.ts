import { AIMessageChunk } from '@langchain/core/messages'
import { expect, test } from 'vitest'
import { readCalls } from './read-calls.ts'

const read = (args: string) =>
  readCalls(new AIMessageChunk({ content: '', tool_call_chunks: [{ name: 'f', args, index: 0 }] }))[0]!.args

test('takes whole JSON objects and nothing else', () => {
  expect(read('{"a":[{"b":"[{"}]}')).toEqual({ a: [{ b: '[{' }] })
  expect(read(' ')).toEqual({})
  for (const args of ['{"a":', '[]', 'null', '"a"', '{"a":1}{', 'a']) expect(read(args)).toBeNull()
})

test('takes nothing so deep that whatever goes through it would come to the end of its stack', () => {
  const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
  expect(read(nested(50))).not.toBeNull()
  for (const depth of [200, 100_000]) expect(read(nested(depth))).toBeNull()
  // Brackets in a text, behind whatever is escaped, are no depth.
  expect(read(JSON.stringify({ a: `\\"${'['.repeat(500)}` }))).toEqual({ a: `\\"${'['.repeat(500)}` })
})
