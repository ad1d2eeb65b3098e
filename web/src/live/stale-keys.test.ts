import { expect, test } from 'vitest'
import { staleKeys } from './stale-keys.ts'

test('a run that changed makes the list, itself and its timeline stale, and no other run', () => {
  expect(staleKeys('runs', 'r1')).toEqual([
    ['runs', 'list'],
    ['runs', 'r1'],
    ['run-events', 'r1'],
  ])
})
