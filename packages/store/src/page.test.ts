import { DomainError } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { pageOf, readCursor } from './page.ts'

const page = (rows: number[], limit: number) => pageOf(rows, { limit }, (row) => row * 10, String)

describe('a page', () => {
  test('has a next one when a row more was found', () => {
    expect(page([1, 2, 3], 2)).toEqual({ items: [10, 20], nextCursor: '2' })
  })

  test('is the last one otherwise', () => {
    expect(page([1, 2], 2)).toEqual({ items: [10, 20], nextCursor: null })
    expect(page([], 2)).toEqual({ items: [], nextCursor: null })
  })
})

describe('a cursor', () => {
  test('is an id, or none', () => {
    const id = '01970000-0000-7000-8000-000000000001'
    expect(readCursor(id)).toBe(id)
    expect(readCursor(undefined)).toBeUndefined()
  })

  test.each(['', 'x', `' or 1=1 --`, '01970000-0000-7000-8000-00000000000Z'])(
    'is refused when it is %j',
    (text) => {
      expect(() => readCursor(text)).toThrow(DomainError)
    },
  )
})
