import { expect, test } from 'vitest'
import { capsOf, keysInWords } from './key-words.ts'

test('a stroke is shown as the caps to press, Shift included', () => {
  expect(capsOf('j')).toEqual([['J']])
  expect(capsOf('G')).toEqual([['Shift', 'G']])
  expect(capsOf('Mod+Enter')).toEqual([['Ctrl', '↵']])
  expect(capsOf('Mod+Shift+k')).toEqual([['Ctrl', 'Shift', 'K']])
  expect(capsOf('?')).toEqual([['?']])
  expect(capsOf('+')).toEqual([['+']])
  expect(capsOf(' ')).toEqual([['Space']])
})

test('a sequence is told stroke by stroke', () => {
  expect(capsOf('g i')).toEqual([['G'], ['I']])
  expect(keysInWords('g i')).toBe('G then I')
  expect(keysInWords('Mod+k')).toBe('Ctrl+K')
})
