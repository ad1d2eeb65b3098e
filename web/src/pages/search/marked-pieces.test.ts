import { expect, test } from 'vitest'
import { markedPieces } from './marked-pieces.ts'

const shown = (text: string, ...marks: [number, number][]) =>
  markedPieces(
    text,
    marks.map(([start, end]) => ({ start, end })),
  )
    .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('|')

test('a text is cut at its marks', () => {
  expect(shown('log in, login', [0, 3], [8, 13])).toBe('[log]| in, |[login]')
  expect(shown('nothing')).toBe('nothing')
  expect(shown('')).toBe('')
})

test('marks that do not fit are left out, and no text is lost', () => {
  expect(shown('abcdef', [2, 4], [3, 5], [5, 99], [4, 4])).toBe('ab|[cd]|ef')
})
