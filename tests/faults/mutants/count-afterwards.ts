import type { Storage } from '@pm-bot/runtime'
import { inTransactions } from './in-transactions.ts'

/** Counts that a message was tried when its handler has returned: whoever dies of it counts nothing. */
export const countAfterwards = (storage: Storage): Storage =>
  inTransactions(storage, () => ({ expectCrash: async () => {} }))
