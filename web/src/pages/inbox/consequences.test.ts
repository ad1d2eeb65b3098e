import type { InboxItemView, InboxKind } from '@pm-bot/domain'
import { INBOX_KINDS } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { consequencesOf } from './consequences.ts'

const repo = { repoId: 'r', name: 'shop', fullName: '/home/shop' }
const item = (kind: InboxKind, payload: object = {}) =>
  ({ kind, payload: { kind, goal: 'Tidy', repo, effect: 'none', ...payload } }) as InboxItemView

describe('what a button does', () => {
  test.each(INBOX_KINDS)('is said for approving or answering, and for rejecting, of %s', (kind) => {
    const payload = kind === 'publish' ? { plan: { fullName: 'octo/shop' } } : {}
    const says = consequencesOf(item(kind, payload))
    expect(says.reject).toMatch(/\.$/)
    expect(says.approve ?? says.respond).toMatch(/\.$/)
  })

  test('of a call says how far it may reach', () => {
    const approve = (effect: string) => consequencesOf(item('tool_call', { effect })).approve
    expect(approve('clone')).toContain('nothing but the private clone')
    expect(approve('outside')).toContain('reach the world')
  })

  test('says that the agent waits for its other items too', () => {
    expect(consequencesOf(item('question'), { siblings: 2 }).respond).toBe(
      'The agent reads your answer and goes on once its 2 other items are decided.',
    )
    expect(consequencesOf(item('question'), { siblings: 1 }).reject).toBe(
      'No answer is given. The run ends as rejected.',
    )
  })

  test('of writes that no agent waits for leaves the run as it is', () => {
    const plan = { fullName: 'octo/shop' }
    expect(consequencesOf(item('publish', { plan })).reject).toContain('stays as it is')
    expect(consequencesOf(item('publish', { plan, reasons: [] })).reject).toContain('reads your reason')
  })
})
