import { describe, expect, test } from 'vitest'
import { nextAfter, settleRows } from './settle-rows.ts'

describe('settleRows', () => {
  test('holds back what arrives above the selected row', () => {
    expect(settleRows(['a', 'b'], ['new', 'a', 'b'], 'b')).toEqual({ rows: ['a', 'b'], heldBack: 1 })
  })

  test('lets in what arrives below it, and everything when none is selected', () => {
    expect(settleRows(['a', 'b'], ['a', 'b', 'new'], 'a')).toEqual({ rows: ['a', 'b', 'new'], heldBack: 0 })
    expect(settleRows(['a'], ['new', 'a'], undefined)).toEqual({ rows: ['new', 'a'], heldBack: 0 })
  })

  test('shows everything at first', () => {
    expect(settleRows([], ['a', 'b'], 'b')).toEqual({ rows: ['a', 'b'], heldBack: 0 })
  })

  test('drops what left', () => {
    expect(settleRows(['a', 'b', 'c'], ['a', 'c'], 'c')).toEqual({ rows: ['a', 'c'], heldBack: 0 })
  })
})

test('after a decision comes the next row, at the end the one before', () => {
  expect(nextAfter(['a', 'b', 'c'], 'b')).toBe('c')
  expect(nextAfter(['a', 'b'], 'b')).toBe('a')
  expect(nextAfter(['a'], 'a')).toBeUndefined()
})
