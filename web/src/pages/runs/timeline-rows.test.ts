import type { RunEventView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { timelineRows } from './timeline-rows.ts'

const shape = (...types: string[]) =>
  timelineRows(types.map((type, seq) => ({ type, seq }) as RunEventView)).map(({ event, calls }) => [
    event.type,
    calls.map(({ seq }) => seq),
  ])

test('puts calls of tools below the answer that asked for them', () => {
  expect(
    shape('agent-started', 'model-answered', 'tool-called', 'tool-called', 'model-answered', 'tool-called'),
  ).toEqual([
    ['agent-started', []],
    ['model-answered', [2, 3]],
    ['model-answered', [5]],
  ])
})

test('hides nothing that came between two calls', () => {
  expect(shape('model-answered', 'tool-called', 'tainted', 'tool-called')).toEqual([
    ['model-answered', [1]],
    ['tainted', []],
    ['tool-called', []],
  ])
})
