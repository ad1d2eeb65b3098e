import type { InboxItemView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { inInboxOrder } from './inbox-groups.ts'

test('orders by what must be done, then risk, then age', () => {
  const item = (id: string, kind: string, risk: string, createdAt: string) =>
    ({ id, kind, risk, createdAt }) as InboxItemView
  const ordered = inInboxOrder([
    item('start', 'run_start', 'high', '1'),
    item('young', 'changeset_apply', 'low', '3'),
    item('old', 'changeset_apply', 'low', '2'),
    item('risky', 'changeset_apply', 'medium', '4'),
  ])
  expect(ordered.map(({ id }) => id)).toEqual(['risky', 'old', 'young', 'start'])
})
