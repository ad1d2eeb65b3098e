import { afterEach, expect, test } from 'vitest'
import { chooseKeys } from './chosen-keys.ts'
import { isOfTheBrowser, takenBy } from './taken-keys.ts'

afterEach(() => chooseKeys('new-run', null))

test('a key is taken where both commands are at hand', () => {
  expect(takenBy('approve', 'j')).toBe('list-down')
  expect(takenBy('approve', '?')).toBe('help')
  expect(takenBy('approve', 'm'), 'that is of the page of a run').toBeUndefined()
  expect(takenBy('wrap', 'a'), 'a diff has its keys to itself').toBeUndefined()
  expect(takenBy('wrap', ']')).toBe('next-hunk')
})

test('a key that begins sequences is taken, and a sequence that begins with a taken key', () => {
  expect(takenBy('approve', 'g')).toBe('newest-item')
  expect(takenBy('approve', 'a b')).toBeUndefined()
  expect(takenBy('approve', 'j b')).toBe('list-down')
})

test('what the operator chose is taken, and what it stood for before is free', () => {
  chooseKeys('new-run', 'y')
  expect(takenBy('approve', 'y')).toBe('new-run')
  expect(takenBy('help', 'c')).toBeUndefined()
})

test('some keys never reach a page', () => {
  expect(isOfTheBrowser('Mod+t')).toBe(true)
  expect(isOfTheBrowser('F5')).toBe(true)
  expect(isOfTheBrowser('g t')).toBe(false)
})
