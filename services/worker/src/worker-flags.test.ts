import { describe, expect, test } from 'vitest'
import { readWorkerFlags } from './worker-flags.ts'

describe('the flags of a worker', () => {
  test('name its queues and how much it does at once', () => {
    expect(readWorkerFlags([])).toEqual({})
    expect(readWorkerFlags(['--queues', 'runs, publish,runs', '--concurrency', '3'])).toEqual({
      queues: ['runs', 'publish'],
      concurrency: 3,
    })
  })

  test.each([
    [['--queues', 'run'], /there is no queue “run”.*runs,sync/],
    [['--queues', ''], /there is no queue “”/],
    [['--concurrency', '0'], /whole number from 1 to 64, not “0”/],
    [['--concurrency', 'many'], /not “many”/],
    [['--speed', '9'], /--speed.*Usage/],
    [['runs'], /Usage/],
  ])('refuse %j with a sentence', (args, sentence) => {
    expect(() => readWorkerFlags(args)).toThrow(sentence)
  })
})
