import { expect, test } from 'vitest'
import { createIntent } from './intent.ts'

test('the same body is the same request until it was fulfilled', () => {
  const intent = createIntent()
  const first = intent.keyFor({ goal: 'a' })
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(intent.keyFor({ goal: 'a' })).toBe(first)
  intent.fulfilled()
  expect(intent.keyFor({ goal: 'a' })).not.toBe(first)
})

test('another body is another intent', () => {
  const intent = createIntent()
  expect(intent.keyFor({ goal: 'a' })).not.toBe(intent.keyFor({ goal: 'b' }))
})
