import { expect, test } from 'vitest'
import { whereArguments, whereAsTyped, whereOf } from './typed-where.ts'

const args = whereArguments({
  type: 'object',
  properties: {
    argv: { type: 'array', items: { type: 'string' } },
    path: { type: 'string' },
    network: { type: 'boolean' },
    timeoutSeconds: { type: 'integer' },
    edits: { type: 'array', items: { type: 'object' } },
  },
})

test('texts, words and switches can be named; numbers and objects fit no pattern', () => {
  expect(args.map(({ name, kind }) => [name, kind])).toEqual([
    ['argv', 'words'],
    ['path', 'text'],
    ['network', 'switch'],
  ])
  expect(whereArguments(null)).toEqual([])
})

test('a line becomes a pattern for each word, and what is empty says nothing', () => {
  expect(whereOf(args, { argv: `npm run 'a b' **`, path: ' ', network: 'true' })).toEqual({
    where: { argv: ['npm', 'run', 'a b', '**'], network: 'true' },
  })
  expect(whereOf(args, {})).toEqual({ where: undefined })
})

test('a line that cannot be split says why', () => {
  expect(whereOf(args, { argv: `say "hi` })).toEqual({
    problem: 'Command: a quote is opened and never closed.',
  })
})

test('patterns come back from their fields as they were', () => {
  const where = { argv: ['sh', '-c', 'a b', '\\*'], path: 'src/**' }
  expect(whereOf(args, whereAsTyped(where))).toEqual({ where })
  expect(whereAsTyped(undefined)).toEqual({})
})
