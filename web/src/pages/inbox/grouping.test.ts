import type { InboxItemView } from '@pm-bot/domain'
import { afterEach, expect, test } from 'vitest'
import { chooseGrouping, groupTitle } from './grouping.ts'

afterEach(() => chooseGrouping('what'))

test('a group is named after a goal with what the goal hides spelled out', () => {
  chooseGrouping('run')
  const item = { run: { goal: 'Tidy\u202e up\u200b' } } as InboxItemView
  expect(groupTitle(item)).toBe('Tidy⟨U+202E⟩ up⟨U+200B⟩')
})
