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

test('after five wrong ones from an address even the right one waits out the minute', () => {
  let now = 0
  const check = createPasswordGate('correct horse', () => now)
  for (let guess = 0; guess < 5; guess += 1) expect(codeOf(() => check('x', 'a'))).toBe('wrong_password')
  expect(codeOf(() => check('correct horse', 'a'))).toBe('too_many_requests')
  expect(codeOf(() => check('correct horse', 'b'))).toBe('let in')
  now = 59_999
  expect(codeOf(() => check('correct horse', 'a'))).toBe('too_many_requests')
  now = 60_000
  expect(codeOf(() => check('correct horse', 'a'))).toBe('let in')
})

test('guesses from many addresses are counted together', () => {
  const check = createPasswordGate('correct horse', () => 0)
  for (let guess = 0; guess < 100; guess += 1) codeOf(() => check('x', `address ${guess}`))
  expect(codeOf(() => check('correct horse', 'another'))).toBe('too_many_requests')
})
