import type { RunEventView, RunTransitionView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { timelineGroups } from './timeline-groups.ts'

const event = (seq: number, type: string, at = '10:00') => ({ seq, type, at }) as RunEventView
const transition = (to: string, at: string) => ({ from: null, to, at }) as RunTransitionView
const shape = (groups: ReturnType<typeof timelineGroups>) =>
  groups.map(({ transition: { to }, endedAt, events }) => [to, endedAt, events.map(({ seq }) => seq)])

test('puts each event below the status that the run had', () => {
  const groups = timelineGroups(
    [
      event(1, 'run-proposed'),
      event(2, 'item-opened'),
      event(3, 'status-changed'),
      event(4, 'status-changed'),
      event(5, 'agent-started'),
    ],
    [transition('proposed', '10:00'), transition('approved', '10:02'), transition('running', '10:03')],
  )
  expect(shape(groups)).toEqual([
    ['proposed', '10:02', [1, 2]],
    ['approved', '10:03', []],
    ['running', null, [5]],
  ])
})

test('loses no event when the transitions were read earlier', () => {
  const groups = timelineGroups(
    [event(1, 'run-proposed'), event(2, 'status-changed'), event(3, 'agent-started')],
    [transition('proposed', '10:00')],
  )
  expect(shape(groups)).toEqual([['proposed', null, [1, 3]]])
})

test('puts what is left after the first events were removed where it belongs', () => {
  const groups = timelineGroups(
    [event(4, 'status-changed', '10:03'), event(5, 'agent-started', '10:04')],
    [transition('proposed', '10:00'), transition('approved', '10:02'), transition('running', '10:03')],
    3,
  )
  expect(shape(groups)).toEqual([
    ['proposed', '10:02', []],
    ['approved', '10:03', []],
    ['running', null, [5]],
  ])
})
