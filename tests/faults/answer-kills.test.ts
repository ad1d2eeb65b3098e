import { expect, test } from 'vitest'
import { answerKills } from './answer-kills.ts'

/** A slice of `npm run faults -- --case answer-kills`. */
test('agents hear what was answered to them once, whoever is killed in between', async () => {
  const { figures, problems } = await answerKills.run(3, () => {})
  expect(problems).toEqual([])
  expect(figures.decided).toMatchObject({ tool_call: expect.any(Number), question: expect.any(Number) })
}, 180_000)
