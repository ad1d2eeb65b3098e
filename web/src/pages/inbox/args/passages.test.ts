import { expect, test } from 'vitest'
import { passagesOf } from './passages.ts'

test('replacements are read as before and after', () => {
  expect(
    passagesOf([
      { old: 'a', new: '' },
      { old: 'b', new: 'c', all: true },
    ]),
  ).toEqual([
    { old: 'a', new: '' },
    { old: 'b', new: 'c', all: true },
  ])
})

test.each([
  [[]],
  ['x'],
  [null],
  [[1]],
  [[{ old: 'a' }]],
  [[{ old: 'a', new: 'b', more: 1 }]],
  [[{ old: 1, new: 'b' }]],
])('%j holds more or less than that: it is shown as JSON', (value) =>
  expect(passagesOf(value)).toBeUndefined(),
)
