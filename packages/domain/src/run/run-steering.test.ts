import { describe, expect, test } from 'vitest'
import { answerRun } from './answer-run.ts'
import { proposed, running } from './run.fixture.ts'
import type { Run } from './run.ts'
import { MAX_STEERING_MESSAGES } from './run-steering.ts'

const say = (text: string) => ({ type: 'steer-run', text, by: 'operator' }) as const
const ask = (run: Run, heardTo?: number) => ({
  type: 'may-go-on' as const,
  effectId: run.work!.effectId,
  attempt: 1,
  baseSha: null,
  ...(heardTo === undefined ? {} : { heardTo }),
})
/** Of a graph that has a model. */
const listening = () => {
  const story = running()
  story.run = { ...story.run, graphId: 'repo_answerer/v1' }
  return story
}

describe('what the operator says to an agent', () => {
  test('is numbered, and told to whoever has not heard it yet', () => {
    const story = listening().command(say('look at the tests')).command(say('and be brief'))
    expect(story.types()).toEqual(['steered'])
    const texts = (heardTo?: number) =>
      answerRun(story.run, ask(story.run, heardTo)).steering.map(({ seq, text }) => [seq, text])
    expect(texts()).toEqual([
      [1, 'look at the tests'],
      [2, 'and be brief'],
    ])
    expect(texts(1)).toEqual([[2, 'and be brief']])
    expect(texts(2)).toEqual([])
  })

  test('is refused once the run has ended, and where no model listens', () => {
    expect(() => proposed().decide('reject').command(say('stop'))).toThrow('nobody listens any more')
    expect(() => running().command(say('stop'))).toThrow('no model that could listen')
  })

  test('has an end', () => {
    const story = listening()
    for (let said = 0; said < MAX_STEERING_MESSAGES; said += 1) story.command(say('again'))
    expect(() => story.command(say('again'))).toThrow('200 messages')
  })
})
