import { expect, test } from 'vitest'
import { checksLook, pullRequestLook } from './pull-request-words.ts'

test.each([
  [{ total: 0, failed: 0, pending: 0 }, 'No checks'],
  [{ total: 3, failed: 1, pending: 1 }, '1 of 3 checks failed'],
  [{ total: 3, failed: 0, pending: 2 }, '2 of 3 checks under way'],
  [{ total: 1, failed: 0, pending: 0 }, '1 check passed'],
])('%j: %s', (checks, word) => expect(checksLook(checks).word).toBe(word))

test('a draft that was merged is merged', () => {
  expect(pullRequestLook({ state: 'merged', draft: true }).word).toBe('Merged')
  expect(pullRequestLook({ state: 'open', draft: true }).word).toBe('Draft')
})
