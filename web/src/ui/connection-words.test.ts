import { expect, test } from 'vitest'
import { connectionWords } from './connection-words.ts'

test('a short break is reconnecting, a longer one says since when', () => {
  const since = Date.parse('2026-01-01T12:00:00.000Z')
  expect(connectionWords('live', since, since).text).toBe('Live')
  expect(connectionWords('reconnecting', since, since + 1000).text).toBe('Reconnecting')
  expect(connectionWords('reconnecting', since, since + 60_000).text).toMatch(/^Offline since \d/)
})
