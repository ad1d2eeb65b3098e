import type { DomainError } from '@pm-bot/domain'
import { recordAudit, type Tx } from '@pm-bot/store'
import type { ApiOptions } from './api-context.ts'
import { createSparingRecord } from './sparing-record.ts'

const MOST_REFUSALS_AN_HOUR = 20

/** Who signed in and out, and who was not let in: that so rarely that guessing cannot fill the disk. */
export function createSignInAudit(
  { store, redactor }: Pick<ApiOptions, 'store' | 'redactor'>,
  now?: () => number,
) {
  const sparing = createSparingRecord(MOST_REFUSALS_AN_HOUR, now)
  const record = (tx: Tx, type: string, payload: Record<string, unknown>) =>
    recordAudit(tx, [{ type, workspaceId: null, runId: null, payload }], redactor)

  return {
    signedIn: (tx: Tx, from: string, sessionId: string) => record(tx, 'signed-in', { from, sessionId }),
    signedOut: (tx: Tx, from: string, sessionId: string) => record(tx, 'signed-out', { from, sessionId }),

    /** By an operator who is signed in, or because the password is another. */
    async sessionsEnded(tx: Tx, from: string, sessionIds: string[]): Promise<void> {
      if (sessionIds.length > 0) await record(tx, 'sessions-ended', { from, sessionIds })
    },

    /** With no attempts left throttling begins: nothing is recorded while it lasts, only counted for the next. */
    async refused({ code, detail }: DomainError, from: string): Promise<void> {
      const unrecorded = sparing.admit(code === 'wrong_password')
      if (unrecorded === undefined) return
      const payload = { from, ...detail, unrecorded }
      await store.database.transaction((tx) => record(tx, 'sign-in-refused', payload))
    },
  }
}
