import { expect, test } from 'vitest'
import { failedAgain, rememberRetry } from './tried-again.ts'

test('a message that is parked again says so, with all its attempts', () => {
  expect(failedAgain({ id: 'first', attempts: 3 })).toBeUndefined()
  rememberRetry({ id: 'first', attempts: 3 }, 'second')
  expect(failedAgain({ id: 'second', attempts: 3 })).toContain('6 attempts in all')
  rememberRetry({ id: 'second', attempts: 3 }, 'third')
  expect(failedAgain({ id: 'third', attempts: 3 })).toContain('9 attempts in all')
})
