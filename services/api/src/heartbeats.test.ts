import { expect, test, vi } from 'vitest'
import { createHeartbeats, type Heartbeats } from './heartbeats.ts'

test('one look serves all that listen, and nobody looks once they have gone', async () => {
  let looks = 0
  const beats = createHeartbeats(async () => ({ worker: ++looks }), 10)
  const heard: Heartbeats[][] = [[], []]
  const stops = heard.map((list) => beats.subscribe((told) => list.push(told)))
  await expect.poll(() => heard.every((list) => list.length > 2)).toBe(true)
  expect(heard[0]!.at(-1)).toEqual(heard[1]!.at(-1))
  for (const stop of stops) stop()

  const lookAgain = vi.fn(async () => null)
  const idle = createHeartbeats(lookAgain, 1)
  idle.subscribe(() => {})()
  lookAgain.mockClear()
  const others = createHeartbeats(async () => null, 10)
  const told = vi.fn()
  const stop = others.subscribe(told)
  await expect.poll(() => told.mock.calls.length).toBeGreaterThan(3)
  stop()
  expect(lookAgain).not.toHaveBeenCalled()
})

test('a database that does not answer is told of, and asked again', async () => {
  let isAway = true
  const beats = createHeartbeats(async () => {
    if (isAway) throw new Error('away')
    return {}
  }, 5)
  const heard: Heartbeats[] = []
  const stop = beats.subscribe((told) => heard.push(told))
  await expect.poll(() => heard[0]).toBe(null)
  isAway = false
  await expect.poll(() => heard.at(-1)).toEqual({})
  stop()
})
