import { describe, expect, test } from 'vitest'
import { logPieces, patchPieces } from './log-pieces.ts'

const textOf = (log: string) =>
  logPieces(log)
    .map(({ text }) => text)
    .join('')

describe('a log', () => {
  test('has the colours of the page', () => {
    expect(logPieces('\u001b[32m✓\u001b[0m ok \u001b[1;91mbad\u001b[0m \u001b[2m3 ms')).toEqual([
      { text: '✓', tone: 'green' },
      { text: ' ok ' },
      { text: 'bad', tone: 'red', isStrong: true },
      { text: ' ' },
      { text: '3 ms', tone: 'quiet' },
    ])
  })

  test('shows each line as it stood at last, in the colour that was set before', () => {
    expect(logPieces('\u001b[33m10 %\r50 %\r100 %\r\nend\u001b]0;title\u0007')).toEqual([
      { text: '100 %\nend', tone: 'amber' },
    ])
  })

  test.each([
    ['hidden', '\u001b[8mrm -rf /\u001b[0m'],
    ['black on black', '\u001b[30;40mrm -rf /\u001b[0m'],
    ['in a colour of its own', '\u001b[38;2;0;0;0mrm -rf /\u001b[0m'],
    ['reversed', '\u001b[7mrm -rf /\u001b[0m'],
  ])('cannot hide what is %s', (_, log) => {
    expect(logPieces(log)).toEqual([{ text: 'rm -rf /' }])
  })

  test.each([
    ['a return at its end', '3 failed\r', '3 failed'],
    ['returns before the line ends', '3 failed\r\r\n', '3 failed\n'],
    ['less than it says', '3 failed\rok\n', 'okfailed\n'],
    ['something shorter, again and again', '3 failed\rxx\ry\n', 'yxfailed\n'],
    ['a title of several lines', '\u001b]0;\n3 failed\n\u0007ok', '0;\n3 failed\n\u0007ok'],
  ])('cannot hide a line with %s', (_, log, shown) => {
    expect(textOf(log)).toBe(shown)
  })

  test('has no more of a line that was erased before it was written anew', () => {
    expect(textOf('fetching a file\r\u001b[Kdone')).toBe('done')
    expect(textOf('fetching a file\u001b[2K\rdone')).toBe('done')
    expect(textOf('fetching a file\rdone\u001b[K')).toBe('done')
  })

  test('is read in time, however often a line is written over', () => {
    const log = `${'a'.repeat(250_000)}${'\rb'.repeat(125_000)}`
    expect(textOf(log)).toBe(`b${'a'.repeat(249_999)}`)
  })

  test('is text, whatever it holds', () => {
    expect(textOf('a <b>&amp;</b> https://x.org \u001b[2K\u001b[1Ab')).toBe('a <b>&amp;</b> https://x.org b')
  })
})

test('a patch has the colours of what its lines do', () => {
  expect(patchPieces('diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n+c\n d')).toEqual([
    { text: 'diff --git a/x b/x\n--- a/x\n+++ b/x\n', tone: 'quiet' },
    { text: '@@ -1 +1,2 @@\n', tone: 'blue' },
    { text: '-a\n', tone: 'red' },
    { text: '+b\n+c\n', tone: 'green' },
    { text: ' d\n' },
  ])
})
