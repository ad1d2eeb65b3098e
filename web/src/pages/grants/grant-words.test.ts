import { expect, test } from 'vitest'
import { endInWords, untilInWords, usesInWords } from './grant-words.ts'

test.each([
  [{ uses: 3, usesLeft: null }, 'any number of times'],
  [{ uses: 3, usesLeft: 17 }, '17 of 20 uses left'],
  [{ uses: 1, usesLeft: 0 }, 'all 1 use used up'],
])('%j: %s', (grant, words) => expect(usesInWords(grant)).toBe(words))

test('a grant without a date stands until it is revoked', () => {
  expect(untilInWords({ until: null, runId: null })).toBe('until you revoke it')
  expect(untilInWords({ until: null, runId: 'r1' })).toBe('until the run ends')
  expect(untilInWords({ until: '2027-01-17T12:00:00Z', runId: 'r1' })).toMatch(/^until .*2027/)
})

const standing = { active: true, revokedAt: null, endedAt: null, usesLeft: 5, until: null }
test.each([
  [standing, undefined],
  [{ ...standing, active: false, revokedAt: '2027' }, 'Revoked'],
  [{ ...standing, active: false, usesLeft: 0 }, 'Used up'],
  [{ ...standing, active: false, until: '2027', endedAt: '2027' }, 'Expired'],
  [{ ...standing, active: false, endedAt: '2026' }, 'Ended with its run'],
])('%j ended: %s', (grant, words) => expect(endInWords(grant)).toBe(words))
