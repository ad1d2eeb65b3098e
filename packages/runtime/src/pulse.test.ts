import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createPulse, type Pulse } from './pulse.ts'

const FAR = 60_000

let pulse: Pulse | undefined
afterEach(() => pulse?.stop())

/** A pulse whose beats end when the test says so. */
function start(options: { pollMs?: number; answer?: (beat: number) => 'again' | 'idle' } = {}) {
  let beats = 0
  let underWay = 0
  let most = 0
  const errors: unknown[] = []
  pulse = createPulse({
    pollMs: options.pollMs ?? FAR,
    onError: (error) => errors.push(error),
    async beat() {
      beats += 1
      underWay += 1
      most = Math.max(most, underWay)
      await sleep(1)
      underWay -= 1
      return options.answer?.(beats) ?? 'idle'
    },
  })
  return { pulse, errors, beats: () => beats, most: () => most }
}

describe('a pulse', () => {
  test('beats at once, and whenever it is woken', async () => {
    const { pulse, beats } = start()
    await sleep(20)
    expect(beats()).toBe(1)
    pulse.wake()
    await sleep(20)
    expect(beats()).toBe(2)
  })

  test('beats by itself after a while, for a call that got lost', async () => {
    const { beats } = start({ pollMs: 10 })
    await sleep(200)
    expect(beats()).toBeGreaterThan(3)
  })

  test('never beats twice at once, and once more for all calls during a beat', async () => {
    const { pulse, beats, most } = start()
    for (let n = 0; n < 10; n += 1) pulse.wake()
    await sleep(50)
    expect(most()).toBe(1)
    expect(beats()).toBe(2)
  })

  test('goes on without a pause while there is more to do', async () => {
    const { beats } = start({ answer: (beat) => (beat < 5 ? 'again' : 'idle') })
    await sleep(100)
    expect(beats()).toBe(5)
  })

  test('lets timers and sockets have their turn, though its beats never wait for any', async () => {
    let beats = 0
    pulse = createPulse({
      pollMs: FAR,
      onError: () => {},
      async beat() {
        beats += 1
        return beats < 100_000 ? 'again' : 'idle'
      },
    })
    await sleep(5)
    expect(beats).toBeLessThan(100_000)
  })

  test('waits out its poll after an error, and is not ended by it', async () => {
    const { beats, errors } = start({
      pollMs: 30,
      answer: (beat) => {
        if (beat === 1) throw new Error('database is away')
        return 'idle'
      },
    })
    await sleep(15)
    expect([beats(), errors.length]).toEqual([1, 1])
    await sleep(100)
    expect(beats()).toBeGreaterThan(1)
  })

  test('ends with the beat that is under way', async () => {
    const { pulse, beats } = start({ answer: () => 'again', pollMs: 1 })
    await sleep(10)
    await pulse.stop()
    const after = beats()
    pulse.wake()
    await sleep(20)
    expect(beats()).toBe(after)
  })
})
