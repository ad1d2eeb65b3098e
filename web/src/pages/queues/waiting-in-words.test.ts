import { expect, test } from 'vitest'
import { waitingInWords } from './waiting-in-words.ts'

test('does not contradict the parked messages that are told of beside it', () => {
  expect(waitingInWords({ waiting: 0, actorsWithMail: 0, parked: 0 })).toBe('no message waits')
  expect(waitingInWords({ waiting: 0, actorsWithMail: 0, parked: 1 })).toBe('none waits besides')
  expect(waitingInWords({ waiting: 1, actorsWithMail: 1, parked: 0 })).toBe('1 message for 1 actor waits')
  expect(waitingInWords({ waiting: 3, actorsWithMail: 2, parked: 1 })).toBe(
    '3 messages for 2 actors wait besides',
  )
})
