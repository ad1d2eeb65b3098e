import { describe, expect, test } from 'vitest'
import { spellOut, visiblePieces } from './visible-pieces.ts'

const HIDING = [
  ['a zero-width space', '\u200b'],
  ['a right-to-left override', '\u202e'],
  ['an isolate', '\u2066'],
  ['a byte order mark', '\ufeff'],
  ['a variation selector', '\ufe00'],
  ['the emoji variation selector', '\ufe0f'],
  ['a supplementary variation selector', '\u{e0100}'],
  ['the last variation selector', '\u{e01ef}'],
  ['a tag', '\u{e0041}'],
  ['the Hangul filler', '\u3164'],
  ['the Hangul choseong filler', '\u115f'],
  ['the Hangul jungseong filler', '\u1160'],
  ['the half-width Hangul filler', '\uffa0'],
  ['the combining grapheme joiner', '\u034f'],
  ['a Mongolian variation selector', '\u180b'],
  ['a Khmer inherent vowel', '\u17b4'],
  ['the blank Braille pattern', '\u2800'],
  ['a musical null', '\u{1d159}'],
  ['an Egyptian blank', '\u{13441}'],
  ['a wide blank', '\u3000'],
  ['a thin blank', '\u2009'],
  ['a line separator', '\u2028'],
  ['half a surrogate pair', '\ud800'],
  ['a private-use character', '\ue000'],
] as const

describe('visiblePieces', () => {
  test.each(HIDING)('names %s', (_, character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    expect(visiblePieces(`a${character}b`)).toEqual([
      { text: 'a', isMark: false },
      { text: `U+${code}`, isMark: true },
      { text: 'b', isMark: false },
    ])
  })

  test('gives the usual ones their short names', () => {
    expect(spellOut('\u00a0|\r|\u001b|\t|\n')).toBe('⟨NBSP⟩|⟨CR⟩|⟨ESC⟩|⟨TAB⟩|⟨LF⟩')
  })

  test('leaves alone what can be seen', () => {
    const text = 'naïve “Grüße” שלום 日本語 한국어 e\u0301 🙂 <b>'
    expect(visiblePieces(text)).toEqual([{ text, isMark: false }])
  })

  test('leaves tabs and line ends to text that keeps its lines', () => {
    expect(visiblePieces('a\tb\nc\r\n', true)).toEqual([
      { text: 'a\tb\nc', isMark: false },
      { text: 'CR', isMark: true },
      { text: '\n', isMark: false },
    ])
  })

  test('counts a long run instead of flooding the page', () => {
    const payload = '\u{e0101}'.repeat(5000)
    expect(visiblePieces(`x${payload}`)).toEqual([
      { text: 'x', isMark: false },
      { text: `${Array(3).fill('U+E0101').join(' ')} … 5000 in all`, isMark: true },
    ])
  })
})

test('a name that would read backwards is spelled out', () => {
  expect(spellOut('docs/\u202egpj.sh')).toBe('docs/⟨U+202E⟩gpj.sh')
})
