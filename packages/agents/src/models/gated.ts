import { LEAVES_WITHIN_MS } from '@pm-bot/domain'
import { boundedAnswer } from './bounded-answer.ts'

/** Libraries wrap what their `fetch` throws: whether it was we who kept it back is told apart. */
export interface Gate {
  send: typeof fetch
  isWithheld(): boolean
}

/** Sends only what may leave, and no later than the word on that is good for; takes no answer without end. */
export function gated(send: typeof fetch, mayLeave: () => Promise<boolean>): Gate {
  let withheld = false
  return {
    isWithheld: () => withheld,
    async send(input, init) {
      for (;;) {
        const askedAt = performance.now()
        withheld = !(await mayLeave())
        if (withheld) throw new Error('withheld')
        if (performance.now() - askedAt < LEAVES_WITHIN_MS) return boundedAnswer(await send(input, init))
      }
    },
  }
}
