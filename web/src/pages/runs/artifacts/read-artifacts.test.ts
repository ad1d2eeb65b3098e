import { describe, expect, test } from 'vitest'
import { readAnswer } from './read-answer.ts'
import { endInWords, readChecks } from './read-checks.ts'
import { readContext, wordsOf } from './read-context.ts'
import { outcomeInWords, readTrace } from './read-trace.ts'

const BROKEN = ['', '{', 'null', '[]', '{"pieces":[{}]}', '[{"argv":1}]']

describe('a context pack', () => {
  const piece = {
    source: 'issue #3',
    trust: 'outside',
    author: 'mallory',
    association: 'FIRST_TIME_CONTRIBUTOR',
    bytes: 9,
    status: 'cut',
    why: 'its first 4 bytes are included',
    masked: 0,
    text: 'abcd',
  }

  test('says of each piece whose words they are', () => {
    const read = readContext(JSON.stringify({ format: 'pm-bot-context/1', pieces: [piece] }))
    expect(read).toEqual([piece])
    expect(wordsOf(piece)).toBe('by mallory (first time contributor)')
    expect(wordsOf({ trust: 'operator', author: null, association: null })).toBe('your words')
    expect(wordsOf({ trust: 'repository', author: null, association: null })).toBe('from the repository')
    expect(wordsOf({ trust: 'outside', author: null, association: null })).toBe('by nobody known')
  })

  test.each(BROKEN)('is none in %s', (text) => expect(readContext(text)).toBeUndefined())
})

test('a trace is read line by line, as far as its lines are calls', () => {
  const entry = { turn: 1, tool: 'run', args: {}, outcome: 'done', result: 'x', resultBytes: 1 }
  expect(readTrace(`${JSON.stringify(entry)}\n{"half":`)).toEqual([entry])
  expect(readTrace('nothing')).toBeUndefined()
  expect([outcomeInWords('no-call'), outcomeInWords('new')]).toEqual(['No call', 'new'])
})

describe('an answer', () => {
  test('has its references apart', () => {
    expect(readAnswer('It is a shop.\n\n- one: 2\n\n- README.md:1\n- src/a b.ts:3-9\n')).toEqual({
      text: 'It is a shop.\n\n- one: 2',
      references: ['README.md:1', 'src/a b.ts:3-9'],
    })
  })

  test('may have none', () => {
    expect(readAnswer('Nobody knows.\n')).toEqual({ text: 'Nobody knows.', references: [] })
  })
})

test('checks say how they ended', () => {
  const check = { argv: ['a'], exitCode: 0, signal: null, spawnError: null, durationMs: 1, tail: '' }
  expect(readChecks(JSON.stringify([check]))).toEqual([check])
  expect(endInWords(check)).toBe('passed')
  expect(endInWords({ ...check, exitCode: 2 })).toBe('exited with 2')
  expect(endInWords({ ...check, exitCode: null, signal: 'SIGKILL' })).toBe('ended by SIGKILL')
  expect(endInWords({ ...check, exitCode: null, spawnError: 'no such program' })).toMatch(/could not be/)
  expect(readChecks('{}')).toBeUndefined()
})
