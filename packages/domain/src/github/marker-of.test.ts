import { expect, it } from 'vitest'
import { markerOf } from './marker-of.ts'

it('says the same for the same write, and something else for another write or key', () => {
  const marker = markerOf('key', 'effect-1/0')

  expect(marker).toMatch(/^<!-- pm-bot:[0-9a-f]{32} -->$/)
  expect(markerOf('key', 'effect-1/0')).toBe(marker)
  expect(markerOf('key', 'effect-1/1')).not.toBe(marker)
  expect(markerOf('other key', 'effect-1/0')).not.toBe(marker)
})
