import { randomUUID } from 'node:crypto'
import type { Storage } from '@pm-bot/runtime'
import { inTransactions } from './in-transactions.ts'

/** Takes every message for a new one, whatever its id. */
export const forgetIds = (storage: Storage): Storage =>
  inTransactions(storage, (tx) => ({
    tell: (to, message, options) => tx.tell(to, message, { ...options, messageId: randomUUID() }),
  }))
