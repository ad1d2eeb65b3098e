import type { DomainError } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { createPasswordGate } from './password-gate.ts'

const codeOf = (call: () => void) => {
  try {
    call()
    return 'let in'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('lets the right password in and no other', () => {
  const check = createPasswordGate('correct horse')
  expect(codeOf(() => check('correct horse', 'a'))).toBe('let in')
  for (const wrong of ['', 'correct hors', 'correct horse ', 'CORRECT HORSE'])
    expect(codeOf(() => check(wrong, 'b'))).toBe('wrong_password')
})

test('after five wrong ones from an address the next waits out the minute, and the right one does not', () => {
  let now = 0
  const check = createPasswordGate('correct horse', () => now)
  for (let guess = 0; guess < 5; guess += 1) expect(codeOf(() => check('x', 'a'))).toBe('wrong_password')
  expect(codeOf(() => check('x', 'a'))).toBe('too_many_requests')
  expect(codeOf(() => check('x', 'b'))).toBe('wrong_password')
  expect(codeOf(() => check('correct horse', 'a'))).toBe('let in')
  now = 59_999
  expect(codeOf(() => check('x', 'a'))).toBe('too_many_requests')
  now = 60_000
  expect(codeOf(() => check('x', 'a'))).toBe('wrong_password')
})

test('says how many are left', () => {
  const check = createPasswordGate('correct horse', () => 0)
  const left = () => {
    try {
      check('x', 'a')
    } catch (error) {
      return (error as DomainError).detail
    }
  }
  expect(Array.from({ length: 6 }, left)).toEqual([
    ...[4, 3, 2, 1, 0].map((attemptsLeft) => ({ attemptsLeft })),
    { retryAfterSeconds: 60 },
  ])
})

test('guesses from many addresses are counted together', () => {
  let now = 0
  const check = createPasswordGate('correct horse', () => now)
  for (let guess = 0; guess < 100; guess += 1) {
    now += 100
    expect(codeOf(() => check('x', `address ${guess}`))).toBe('wrong_password')
  }
  now += 1000
  expect(codeOf(() => check('x', 'another'))).toBe('too_many_requests')
  expect(codeOf(() => check('correct horse', 'another'))).toBe('let in')
})

test('compares no more than ten in a second, and the next second starts over', () => {
  let now = 0
  const check = createPasswordGate('correct horse', () => now)
  for (let guess = 0; guess < 10; guess += 1) codeOf(() => check('x', `address ${guess}`))
  expect(codeOf(() => check('correct horse', 'another'))).toBe('too_many_requests')
  now = 1000
  expect(codeOf(() => check('correct horse', 'another'))).toBe('let in')
})
