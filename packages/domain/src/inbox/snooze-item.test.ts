import { expect, test } from 'vitest'
import { NOW, proposed, type Story } from '../run/run.fixture.ts'

const LATER = '2026-01-02T00:00:00.000Z'

function snooze(story: Story, until: string | null, over: { version?: number } = {}) {
  const { item, version } = story.run.pending[0]!
  const { itemId, subjectHash } = item
  const seen = { itemId, version, subjectHash, ...over }
  return story.command({ type: 'snooze-item', ...seen, until, by: 'operator' })
}

test('what is put off waits all the same, and comes back when its time has come', () => {
  const story = snooze(proposed(), LATER)
  const { itemId } = story.run.pending[0]!.item
  expect(story.events).toEqual([{ type: 'item-snoozed', itemId, until: LATER, by: 'operator' }])
  expect(story.run.snoozed).toEqual({ [itemId]: LATER })
  story.command({ type: 'wake-item', itemId, until: LATER })
  expect(story.events).toEqual([{ type: 'item-snoozed', itemId, until: null, by: null }])
  expect(story.run).toMatchObject({ snoozed: {}, pending: [{ item: { itemId } }] })
})

test('a timer of an earlier choice does nothing, nor does taking back what is not put off', () => {
  const story = snooze(snooze(proposed(), LATER), '2026-01-03T00:00:00.000Z')
  const { itemId } = story.run.pending[0]!.item
  expect(story.command({ type: 'wake-item', itemId, until: LATER }).events).toEqual([])
  expect(snooze(story, null).events).toHaveLength(1)
  expect(snooze(story, null).events).toEqual([])
})

test('what is decided is put off no more', () => {
  const story = snooze(proposed(), LATER)
  const { itemId } = story.run.pending[0]!.item
  expect(story.decide('reject').run.snoozed).toEqual({})
  expect(story.command({ type: 'wake-item', itemId, until: LATER }).events).toEqual([])
})

test.each([
  ['of the past', NOW, {}, 'a time to come'],
  ['too far away', '2027-02-01T00:00:00Z', {}, 'within a year'],
  ['of what looks otherwise by now', LATER, { version: 7 }, 'look at it again'],
] as const)('a time %s is refused', (_, until, over, says) => {
  const story = proposed()
  expect(() => snooze(story, until, over)).toThrow(says)
})
