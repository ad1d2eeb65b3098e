import { expect, test } from 'vitest'
import { inboxGroup, inboxPriority } from './inbox-group.ts'

test('what may do harm comes first where an agent waits for it, new work last', () => {
  const items = [
    ['run_start', 'medium'],
    ['question', 'low'],
    ['changeset_apply', 'low'],
    ['publish', 'medium'],
    ['spend', 'medium'],
    ['tool_call', 'low'],
    ['tool_call', 'high'],
    ['run_start', 'high'],
  ] as const
  const ordered = items.toSorted((a, b) => inboxPriority(a[0], a[1]) - inboxPriority(b[0], b[1]))
  expect(ordered).toEqual([
    ['tool_call', 'high'],
    ['tool_call', 'low'],
    ['spend', 'medium'],
    ['publish', 'medium'],
    ['changeset_apply', 'low'],
    ['question', 'low'],
    ['run_start', 'high'],
    ['run_start', 'medium'],
  ])
  expect(inboxGroup('run_start', 'high')).toBe('start')
  expect(inboxGroup('question', 'high')).toBe('high-risk')
})
