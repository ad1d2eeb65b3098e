import { expect, test } from 'vitest'
import { barHeights } from './bar-heights.ts'

test('the highest bar takes all, and the least is still seen', () => {
  expect(barHeights([50, 0, 100, 1e-9])).toEqual([50, 0, 100, 2])
})

test('of nothing there are no bars', () => {
  expect([barHeights([]), barHeights([0, 0])]).toEqual([[], [0, 0]])
})
