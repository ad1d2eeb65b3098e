import type { Storage } from '@pm-bot/runtime'
import { inTransactions } from './in-transactions.ts'

const LOST_SHARE = 0.99

/** Looks for mail when it is told to and never by itself, while some of the hints get lost, as hints may. */
export function listenOnly(storage: Storage): Storage {
  let told = true
  return {
    ...inTransactions(storage, (tx) => ({
      async claimTurns(options) {
        if (!told) return { actors: [], messages: [] }
        told = false
        const claim = await tx.claimTurns(options)
        told ||= claim.actors.length > 0
        return claim
      },
    })),
    wakeups: {
      on: (hint, listener) =>
        storage.wakeups.on(hint, (id) => {
          if (hint === 'mail') {
            if (Math.random() < LOST_SHARE) return
            told = true
          }
          listener(id)
        }),
    },
  }
}
