import type { RunEventView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { effectsSince } from './effects-since.ts'

const event = (type: string, at: string, detail: unknown = {}) => ({ type, at, detail }) as RunEventView

test('what was written or reached out since a step is not undone, all else is', () => {
  const events = [
    event('command-ran', '2027-01-01T00:00:01Z'),
    event('tool-called', '2027-01-01T00:00:02Z'),
    event('command-ran', '2027-01-01T00:00:03Z'),
    event('changeset-status-changed', '2027-01-01T00:00:04Z', { status: 'approved' }),
    event('changeset-status-changed', '2027-01-01T00:00:05Z', { status: 'applied' }),
  ]
  expect(effectsSince(events, '2027-01-01T00:00:02Z').map(({ at }) => at)).toEqual([
    '2027-01-01T00:00:03Z',
    '2027-01-01T00:00:05Z',
  ])
})
