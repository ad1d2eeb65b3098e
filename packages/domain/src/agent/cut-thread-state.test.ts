import { expect, test } from 'vitest'
import { cutThreadState } from './cut-thread-state.ts'

test('what is small stays as it is', () => {
  const state = { values: { turn: 2, list: [1, null, { a: '' }], on: false }, previous: { turn: 1 } }
  expect(cutThreadState(state)).toEqual({ ...state, isCut: false })
  expect(cutThreadState({ values: {}, previous: null })).toEqual({ values: {}, previous: null, isCut: false })
})

test('a long text says how long it is', () => {
  const { values, isCut } = cutThreadState({ values: { text: 'x'.repeat(5000) }, previous: null })
  expect(values).toEqual({ text: `${'x'.repeat(4000)} … (5000 characters)` })
  expect(isCut).toBe(true)
})

test('of long lists the newest entries stay, at the same places of both', () => {
  const numbers = (length: number) => Array.from({ length }, (_, at) => at)
  const { values, previous, isCut } = cutThreadState({
    values: { n: numbers(251) },
    previous: { n: numbers(250) },
  }) as { values: { n: unknown[] }; previous: { n: unknown[] }; isCut: boolean }
  expect(isCut).toBe(true)
  expect(values.n.slice(0, 2)).toEqual(['… 51 earlier entries', 51])
  expect(values.n).toHaveLength(201)
  expect(values.n.slice(0, -1)).toEqual(previous.n)
})

test('all of it is bounded, and what is equal stays equal', () => {
  const list = Array.from({ length: 200 }, (_, at) => ({ at, text: `${at}`.repeat(1000) }))
  const { values, previous, isCut } = cutThreadState({
    values: { list: [...list, 'new'] },
    previous: { list },
  }) as { values: { list: unknown[] }; previous: { list: unknown[] }; isCut: boolean }
  expect(isCut).toBe(true)
  expect(JSON.stringify({ values, previous }).length).toBeLessThan(450_000)
  expect(values.list.at(-1)).toBe('new')
  expect(values.list.slice(0, -1)).toEqual(previous.list)
})

test('no depth and no name is too much', () => {
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
  expect(cutThreadState({ values: deep, previous: null }).isCut).toBe(true)
  const named = JSON.parse('{"__proto__":{"by":"x"},"toString":1}')
  const { values } = cutThreadState({ values: named, previous: {} })
  expect(JSON.stringify(values)).toBe('{"__proto__":{"by":"x"},"toString":1}')
})
