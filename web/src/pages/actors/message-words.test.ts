import { expect, test } from 'vitest'
import { messageTitle, whyParked } from './message-words.ts'

test('names a message by its type', () => {
  expect(messageTitle({ body: { type: 'effect-finished' } })).toBe('Effect finished')
  expect(messageTitle({ body: 'nonsense' })).toBe('A message without a type')
})

test('says in plain words why it was put aside', () => {
  expect(whyParked({ parkReason: 'failed', attempts: 3, crashes: 0 })).toBe(
    'Its handling failed 3 times, so it was put aside.',
  )
  expect(whyParked({ parkReason: 'crashed', attempts: 0, crashes: 1 })).toContain('1 worker died')
  expect(whyParked({ parkReason: 'held', attempts: 0, crashes: 0 })).toContain('untried')
})
