import { expect, test } from 'vitest'
import { differencesOf } from './state-differences.ts'

test('nothing differs between equal states', () => {
  const state = { turn: 1, list: [{ a: null }], text: '' }
  expect(differencesOf(state, structuredClone(state))).toEqual([])
  expect(differencesOf({}, {})).toEqual([])
})

test('what was added, removed and changed, by its path', () => {
  const before = { turn: 1, old: true, messages: [{ text: 'a' }], end: null }
  const after = { turn: 2, messages: [{ text: 'b' }, { text: 'c' }], end: { status: 'completed' }, new: 0 }
  expect(differencesOf(before, after)).toEqual([
    { path: 'turn', kind: 'changed', before: 1, after: 2 },
    { path: 'messages[0].text', kind: 'changed', before: 'a', after: 'b' },
    { path: 'messages[1]', kind: 'added', after: { text: 'c' } },
    { path: 'end', kind: 'changed', before: null, after: { status: 'completed' } },
    { path: 'new', kind: 'added', after: 0 },
    { path: 'old', kind: 'removed', before: true },
  ])
})

test('a list that becomes an object is one change', () => {
  expect(differencesOf({ a: [1] }, { a: { 0: 1 } })).toEqual([
    { path: 'a', kind: 'changed', before: [1], after: { 0: 1 } },
  ])
})

test('names that are no words are quoted, and none is special', () => {
  const after = JSON.parse('{"a b": 1, "__proto__": 2, "x": {"y.z": 3}}')
  expect(differencesOf({ x: {} }, after).map(({ path }) => path)).toEqual([
    '["a b"]',
    '__proto__',
    'x["y.z"]',
  ])
})
