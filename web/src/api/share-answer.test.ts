import { expect, test } from 'vitest'
import { shareAnswer } from './share-answer.ts'

const item = (id: string, more: object = {}) => ({ id, payload: { files: [{ path: 'a' }] }, ...more })
const copy = <T>(value: T): T => structuredClone(value)

test('an answer that says the same is the same', () => {
  const known = { pages: [{ items: [item('a'), item('b')], nextCursor: null }], pageParams: [null] }
  expect(shareAnswer(known, copy(known))).toBe(known)
})

test('one item more at the top leaves those below what they were', () => {
  const [a, b] = [item('a'), item('b')]
  const shared = shareAnswer([a, b], copy([item('new'), a, b])) as object[]
  expect(shared).toEqual([item('new'), a, b])
  expect(shared[1]).toBe(a)
  expect(shared[2]).toBe(b)
})

test('an item that goes or moves leaves the others what they were', () => {
  const [a, b, c] = [item('a'), item('b'), item('c')]
  const shared = shareAnswer([a, b, c], copy([c, b])) as object[]
  expect(shared).toHaveLength(2)
  expect(shared[0]).toBe(c)
  expect(shared[1]).toBe(b)
})

test('of an item that changed only what changed is new', () => {
  const a = item('a', { status: 'pending' })
  const [next] = shareAnswer([a], [copy({ ...a, status: 'approved' })]) as [typeof a]
  expect(next).toEqual({ ...a, status: 'approved' })
  expect(next).not.toBe(a)
  expect(next.payload).toBe(a.payload)
})

test.each([
  ['a field more', { a: 1 }, { a: 1, b: undefined }],
  ['a field less', { a: 1, b: undefined }, { a: 1 }],
  ['another field', { a: undefined }, { b: undefined }],
  ['a list in place of an object', { a: {} }, { a: [] }],
  ['nothing in place of an object', { a: {} }, { a: null }],
  ['a shorter list', [1, 2], [1]],
  ['an item of another id that says the same', [item('a')], [item('b')]],
  ['a name that objects have by themselves', {}, JSON.parse('{"__proto__": {"a": 1}, "toString": 1}')],
])('%s is told', (_, known, next) => {
  const shared = shareAnswer(known, copy(next))
  expect(shared).toStrictEqual(next)
  expect(Object.keys(shared as object)).toEqual(Object.keys(next))
})

test('the same id twice, and ids of no text, lose nothing', () => {
  const next = [item('a'), item('a', { more: 1 }), { id: 1 }, { id: null }]
  expect(shareAnswer([item('a'), { id: 1 }], next)).toEqual(next)
})

test('what is nested without end is taken as it comes', () => {
  const nested = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`)
  const text = JSON.stringify(nested)
  expect(JSON.stringify(shareAnswer(nested, JSON.parse(text)))).toBe(text)
})
