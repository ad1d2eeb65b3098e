import { parseDiff } from '@pm-bot/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitLines } from './split-lines.ts'

const linesOf = (...body: string[]) => {
  const old = body.filter((line) => /^[ -]/.test(line)).length
  const fresh = body.filter((line) => /^[ +]/.test(line)).length
  const diff = ['diff --git a/f b/f', '--- a/f', '+++ b/f', `@@ -1,${old} +1,${fresh} @@`, ...body, '']
  return parseDiff(diff.join('\n'))[0]!.hunks[0]!.lines
}
const shown = (...body: string[]) =>
  splitLines(linesOf(...body)).map(({ left, right }) => [left?.text, right?.text])

test('what took the place of something stands beside it', () => {
  expect(shown(' a', '-b', '-c', '+B', '+C', '+D', ' e')).toEqual([
    ['a', 'a'],
    ['b', 'B'],
    ['c', 'C'],
    [undefined, 'D'],
    ['e', 'e'],
  ])
  expect(shown('-a', '-b', '+A', ' c', '+d')).toEqual([
    ['a', 'A'],
    ['b', undefined],
    ['c', 'c'],
    [undefined, 'd'],
  ])
})

test('what was added before something was removed does not stand beside it', () => {
  expect(shown('+a', '-b', '+B')).toEqual([
    [undefined, 'a'],
    ['b', 'B'],
  ])
})

test('no line is lost, none is shown twice, each side is in order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(' ', '-', '+'), { minLength: 1 }), (marks) => {
      const lines = linesOf(...marks.map((mark, index) => `${mark}${index}`))
      const pairs = splitLines(lines)
      expect(pairs.flatMap(({ left }) => left ?? [])).toEqual(lines.filter(({ kind }) => kind !== 'added'))
      expect(pairs.flatMap(({ right }) => right ?? [])).toEqual(
        lines.filter(({ kind }) => kind !== 'deleted'),
      )
    }),
  )
})
