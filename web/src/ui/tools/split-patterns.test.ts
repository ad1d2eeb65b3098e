import { expect, test } from 'vitest'
import { lineOfPatterns, splitPatterns } from './split-patterns.ts'

test.each([
  ['npm test **', ['npm', 'test', '**']],
  [String.raw`echo \* 'a b' "it's"`, ['echo', String.raw`\*`, 'a b', "it's"]],
  [`x'y'"z" ''`, ['xyz', '']],
  ['  ', []],
])('“%s” is split into words, and comes back', (line, words) => {
  expect(splitPatterns(line)).toEqual(words)
  expect(splitPatterns(lineOfPatterns(words))).toEqual(words)
})

test('a quote that is never closed is no line', () => {
  expect(splitPatterns(`say "hi`)).toBeUndefined()
})
