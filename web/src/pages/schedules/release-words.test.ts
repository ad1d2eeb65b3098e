import type { ScheduleView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { releaseInWords } from './release-words.ts'

const permission = { usesLeft: 3, until: null, ended: null } as unknown as ScheduleView['permission']

test('who starts its runs is said in a sentence', () => {
  expect(releaseInWords({ release: 'by-hand', permission: null })).toBe('You approve each start.')
  expect(releaseInWords({ release: 'by-grant', permission })).toBe('Starts without asking, 3 more times.')
  const ended = { ...permission!, ended: { at: '2027', because: 'changed' as const } }
  expect(releaseInWords({ release: 'by-grant', permission: ended })).toMatch(/the template has changed/)
})
