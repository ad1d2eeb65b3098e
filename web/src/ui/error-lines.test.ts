import { expect, test } from 'vitest'
import { hasMore, headOf } from './error-lines.ts'

const STACK =
  "Error: ENOTDIR: not a directory, mkdir '/srv'\n    at async mkdir (node:internal/fs/promises:1564:10)"

test('an error is told by its first line, without the word', () => {
  expect(headOf(STACK)).toBe("ENOTDIR: not a directory, mkdir '/srv'")
  expect(headOf('the disk is full')).toBe('the disk is full')
  expect(headOf('TypeError: x is undefined\n  at y')).toBe('TypeError: x is undefined')
})

test('knows whether a stack follows', () => {
  expect([hasMore(STACK), hasMore('the disk is full\n')]).toEqual([true, false])
})
