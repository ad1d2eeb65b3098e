import { expect, test } from 'vitest'
import { argsInWords } from './args-in-words.ts'

test.each([
  [{ path: 'src/a.ts', fromLine: 3 }, 'src/a.ts'],
  [{ argv: ['npm', 'run', 'a b'] }, "npm run 'a b'"],
  [{ query: 'shop' }, 'shop'],
  [{ number: 12 }, '#12'],
  [{ path: { toString: 1, valueOf: 1 } }, '{"toString":1,"valueOf":1}'],
  [{ argv: ['rm', { toString: null }] }, `rm '{"toString":null}'`],
  [{}, undefined],
  [null, undefined],
  [{ path: 'x'.repeat(500) }, `${'x'.repeat(160)}…`],
])('%j', (args, words) => expect(argsInWords(args)).toBe(words))
