import type { InboxItemView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { summarise } from './bulk-summary.ts'

const item = (id: string, risk: string, repoName: string | null, ...allowed: string[]) =>
  ({ id, risk, repoName, allowed }) as unknown as InboxItemView
const ids = (items: InboxItemView[]) => items.map(({ id }) => id).join('')

test('what may do harm, and what wants words, is left out of an approval', () => {
  const summary = summarise([
    item('a', 'low', 'shop', 'approve', 'reject'),
    item('b', 'high', 'docs', 'approve', 'reject'),
    item('c', 'medium', null, 'respond', 'reject'),
    item('d', 'medium', 'shop', 'approve', 'reject'),
  ])
  expect(ids(summary.approvable)).toBe('ad')
  expect(ids(summary.rejectable)).toBe('abcd')
  expect(summary).toMatchObject({
    risks: '1 high, 2 medium, 1 low',
    repos: 'shop, docs, a removed repository',
    left: 'Not approved together: 1 item of high risk: look at each by itself; 1 question: words are wanted.',
  })
})

test('nothing is left where all can be approved', () => {
  expect(summarise([item('a', 'low', 'shop', 'approve')]).left).toBeUndefined()
})
