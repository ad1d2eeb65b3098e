import type { DomainError } from '@pm-bot/domain'
import { recordAudit, type Tx } from '@pm-bot/store'
import type { ApiOptions } from './api-context.ts'

const HOUR_MS = 60 * 60 * 1000
const MOST_REFUSALS_AN_HOUR = 20

/** Who signed in and out, and who was not let in: that so rarely that guessing cannot fill the disk. */
export function createSignInAudit(
  { store, redactor }: Pick<ApiOptions, 'store' | 'redactor'>,
  now: () => number = Date.now,
) {
  let recordedAt: number[] = []
  let unrecorded = 0
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
      recordedAt = recordedAt.filter((at) => at > now() - HOUR_MS)
      if (code !== 'wrong_password' || recordedAt.length >= MOST_REFUSALS_AN_HOUR) {
        unrecorded += 1
        return
      }
      recordedAt.push(now())
      const payload = { from, ...detail, unrecorded }
      unrecorded = 0
      await store.database.transaction((tx) => record(tx, 'sign-in-refused', payload))
    },
  }
}
