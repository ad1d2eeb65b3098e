import { expect, test } from 'vitest'
import { typedName } from './typed-name.ts'

test.each([
  ['octo/shop', 'octo/shop'],
  [' https://github.com/octo/shop.git ', 'octo/shop'],
  ['git@github.com:octo/shop.js.git', 'octo/shop.js'],
  ['https://github.com/octo/shop/', 'octo/shop'],
  ['shop', undefined],
  ['octo/..', undefined],
  ['octo/shop/issues', undefined],
  ['', undefined],
])('%j names %j', (text, name) => expect(typedName(text)).toBe(name))
