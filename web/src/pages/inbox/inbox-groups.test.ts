import type { InboxItemView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { groupOf, inInboxOrder } from './inbox-groups.ts'

const item = (id: string, kind: string, risk: string, createdAt = '1') =>
  ({ id, kind, risk, createdAt }) as InboxItemView

test('orders by what must be done, then risk, then age', () => {
  const ordered = inInboxOrder([
    item('start', 'run_start', 'high'),
    item('question', 'question', 'low'),
    item('young', 'changeset_apply', 'low', '3'),
    item('old', 'publish', 'low', '2'),
    item('risky', 'changeset_apply', 'medium', '4'),
    item('spend', 'spend', 'medium'),
    item('call', 'tool_call', 'medium'),
    item('danger', 'changeset_apply', 'high', '9'),
    item('danger too', 'tool_call', 'high', '5'),
  ])
  expect(ordered.map(({ id }) => id)).toEqual([
    'danger too',
    'danger',
    'call',
    'spend',
    'risky',
    'old',
    'young',
    'question',
    'start',
  ])
})

test('a start keeps nobody waiting, however risky it is', () => {
  expect(groupOf(item('x', 'run_start', 'high'))).toBe('start')
})
