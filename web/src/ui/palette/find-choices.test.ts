import { expect, test } from 'vitest'
import type { Choice } from './choices.ts'
import { findChoices } from './find-choices.ts'

const choice = (id: string, text: string, kind = 'Run'): Choice => ({ id, text, kind, icon: 'runs' })
const all = [
  choice('1', 'Fix the unbearable page'),
  choice('2', 'Bear with the tests'),
  choice('3', 'octo/bear', 'Repository'),
]
const found = (query: string, recent: string[] = []) => findChoices(all, query, recent).map(({ id }) => id)

test('what begins a word comes before what is found inside of one', () => {
  expect(found('bear')).toEqual(['2', '3', '1'])
  expect(found('BEAR page')).toEqual(['1'])
  expect(found('nothing')).toEqual([])
})

test('a word may say what kind of thing is meant', () => {
  expect(found('repository bear')).toEqual(['3'])
})

test('a word that is found inside first may begin another later', () => {
  expect(findChoices([choice('a', 'unbearable bear')], 'bear', [])).toHaveLength(1)
  expect(
    findChoices([choice('a', 'unbearable'), choice('b', 'unbearable bear')], 'bear', []).map(({ id }) => id),
  ).toEqual(['b', 'a'])
})

test('of equals those that were taken lately come first', () => {
  expect(found('')).toEqual(['1', '2', '3'])
  expect(found('', ['3'])).toEqual(['3', '1', '2'])
  expect(found('bear', ['3'])).toEqual(['3', '2', '1'])
})
