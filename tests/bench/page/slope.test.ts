import { expect, test } from 'vitest'
import { slopeOf } from './slope.ts'

test('the slope of a line, and of points about it', () => {
  expect(
    slopeOf([
      [0, 5],
      [10, 25],
      [20, 45],
    ]),
  ).toBe(2)
  expect(
    slopeOf([
      [0, 1],
      [1, 0],
      [2, 1],
      [3, 0],
    ]),
  ).toBeCloseTo(-0.2)
})
