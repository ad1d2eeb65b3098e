import { DomainError } from '@pm-bot/domain'
import { listAudit } from '@pm-bot/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSignInAudit } from './sign-in-audit.ts'
import { openTestApi, type TestApi } from './test-api.fixture.ts'

let test_: TestApi
beforeAll(async () => {
  test_ = await openTestApi('sqlite')
})
afterAll(() => test_.close())

test('guessing fills no disk: twenty refusals an hour are recorded, and the next says how many were not', async () => {
  let now = 0
  const audit = createSignInAudit(test_.options, () => now)
  const wrong = new DomainError('wrong_password', 'no', { attemptsLeft: 0 })
  const refusals = async () => {
    const { items } = await listAudit(test_.store.database, { limit: 100 })
    return items.filter(({ type }) => type === 'sign-in-refused')
  }
  for (let guess = 0; guess < 30; guess += 1) await audit.refused(wrong, 'a')
  await audit.refused(new DomainError('too_many_requests', 'wait', { retryAfterSeconds: 1 }), 'a')
  expect(await refusals()).toHaveLength(20)
  now = 3_600_000
  await audit.refused(wrong, 'b')
  const after = await refusals()
  expect(after).toHaveLength(21)
  expect(after[0]!.payload).toEqual({ from: 'b', attemptsLeft: 0, unrecorded: 11 })
})
