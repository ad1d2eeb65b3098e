import { type DomainError, hashPassword } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { createPasswordGate } from './password-gate.ts'

const PASSWORD = 'correct horse'

/** A gate at a clock that stands still, and what it says to whom. */
function setUp(passwordHash: string | null = null) {
  const clock = { now: 0 }
  const check = createPasswordGate(
    { password: passwordHash === null ? PASSWORD : null, passwordHash },
    () => clock.now,
  )
  const refusal = async (attempt: string, address = '203.0.113.1', knownBrowser?: string) => {
    try {
      await check(attempt, { address, knownBrowser })
    } catch (error) {
      return error as DomainError
    }
  }
  const say = async (...guess: [attempt: string, address?: string, knownBrowser?: string]) =>
    (await refusal(...guess))?.code ?? 'let in'
  return { clock, refusal, say }
}
const addressOf = (n: number) => `203.0.${Math.floor(n / 250)}.${n % 250}`

test('lets the right password in and no other', async () => {
  const { say } = setUp()
  expect(await say(PASSWORD)).toBe('let in')
  for (const wrong of ['', 'correct hors', 'correct horse ', 'CORRECT HORSE'])
    expect(await say(wrong)).toBe('wrong_password')
})

test('knows the password by its hash', async () => {
  const { say } = setUp(await hashPassword(PASSWORD))
  expect(await say(PASSWORD)).toBe('let in')
  expect(await say('correct hors')).toBe('wrong_password')
})

test('says how many attempts are left, and then how long to wait', async () => {
  const { clock, refusal, say } = setUp()
  const details = []
  for (let guess = 0; guess < 6; guess += 1) details.push((await refusal('x'))?.detail)
  expect(details).toEqual([
    ...[4, 3, 2, 1, 0].map((attemptsLeft) => ({ attemptsLeft })),
    { retryAfterSeconds: 30 },
  ])
  clock.now = 29_999
  expect(await say('x')).toBe('too_many_requests')
  clock.now = 30_000
  expect(await say('x')).toBe('wrong_password')
  expect(await say('x')).toBe('too_many_requests')
})

test('whoever has to wait is not compared, and the right password costs nothing', async () => {
  const { clock, say } = setUp()
  for (let time = 0; time < 50; time += 1) expect(await say(PASSWORD)).toBe('let in')
  for (let guess = 0; guess < 5; guess += 1) expect(await say('x')).toBe('wrong_password')
  expect(await say(PASSWORD)).toBe('too_many_requests')
  expect(await say(PASSWORD, '203.0.113.2')).toBe('let in')
  clock.now = 30_000
  expect(await say(PASSWORD)).toBe('let in')
})

test('guesses that come at once are paid for before any of them is compared', async () => {
  const { say } = setUp(await hashPassword(PASSWORD))
  const said = await Promise.all(Array.from({ length: 20 }, () => say('x')))
  expect(said.filter((code) => code === 'wrong_password')).toHaveLength(5)
})

test('the addresses of one IPv6 network are one, and many networks are counted together', async () => {
  const { say } = setUp()
  for (let guess = 0; guess < 5; guess += 1)
    expect(await say('x', `2001:db8::${guess}`)).toBe('wrong_password')
  expect(await say('x', '2001:db8::ffff')).toBe('too_many_requests')
  for (let guess = 5; guess < 30; guess += 1)
    expect(await say('x', `2001:db8:0:${guess}::1`)).toBe('wrong_password')
  expect(await say(PASSWORD, '2001:db8:0:ffff::1')).toBe('too_many_requests')
})

test('an hour of guessing from everywhere compares some hundreds', async () => {
  const { clock, say } = setUp()
  let compared = 0
  for (; clock.now < 3_600_000; clock.now += 500)
    if ((await say('x', addressOf(clock.now / 500))) === 'wrong_password') compared += 1
  expect(compared).toBeLessThanOrEqual(30 + 1800)
  expect(compared).toBeGreaterThan(1700)
})

test('an hour of guessing from one address compares little more than a hundred', async () => {
  const { clock, say } = setUp()
  let compared = 0
  for (; clock.now < 3_600_000; clock.now += 100) if ((await say('x')) === 'wrong_password') compared += 1
  expect(compared).toBe(5 + 119)
})

test('a flood keeps out neither a browser that was let in before nor who is on the machine', async () => {
  const { clock, say } = setUp()
  for (; clock.now < 600_000; clock.now += 500) {
    await say('x', addressOf(clock.now / 500))
    await say('x', '203.0.113.1')
  }
  // Whatever has come free since then, the flood has taken.
  clock.now -= 100
  expect(await say(PASSWORD, '203.0.113.1')).toBe('too_many_requests')
  expect(await say(PASSWORD, '203.0.113.1', 'browser 1')).toBe('let in')
  expect(await say(PASSWORD, '127.0.0.1')).toBe('let in')
  // It has no more attempts than anyone else.
  for (let guess = 0; guess < 5; guess += 1)
    expect(await say('x', '203.0.113.1', 'browser 1')).toBe('wrong_password')
  expect(await say('x', '203.0.113.1', 'browser 1')).toBe('too_many_requests')
})
