import { expect, test } from 'vitest'
import { readEdit } from './read-edit.ts'

const original = { type: 'effect-finished', effectId: 'e1', outcome: { status: 'failed', paths: ['a', 'b'] } }
const edit = (text: string) => readEdit(text, original, ['type', 'effectId'])
const problemOf = (text: string) =>
  'problem' in edit(text) ? (edit(text) as { problem: string }).problem : ''

test('reads what was typed', () => {
  const body = { ...original, outcome: { status: 'succeeded' } }
  expect(edit(JSON.stringify(body))).toEqual({ body })
})

test('says what is wrong with it', () => {
  expect(problemOf('{"type": ')).toMatch(/^This is not JSON: /)
  expect(problemOf('[1]')).toMatch(/JSON object/)
  expect(problemOf('null')).toMatch(/JSON object/)
})

test('leaves what says whose message it is', () => {
  expect(problemOf(JSON.stringify({ ...original, effectId: 'e2' }))).toMatch(/“effectId”/)
  expect(problemOf('{"effectId":"e1"}')).toMatch(/“type”/)
})

test('does not send what is no change, however its members are ordered', () => {
  expect(
    problemOf('{"outcome":{"paths":["a","b"],"status":"failed"},"effectId":"e1","type":"effect-finished"}'),
  ).toMatch(/Nothing is changed/)
})
