import { recordAudit } from '@pm-bot/store'
import type { ApiOptions } from './api-context.ts'
import { createSparingRecord } from './sparing-record.ts'

const MOST_REFUSALS_AN_HOUR = 20

/** Deliveries that nobody signed who knows the secret. The request is not looked at further, so only its origin is told. */
export function createWebhookAudit({ store, redactor }: Pick<ApiOptions, 'store' | 'redactor'>) {
  const sparing = createSparingRecord(MOST_REFUSALS_AN_HOUR)
  return {
    async refused(from: string, reason: 'no-signature' | 'wrong-signature'): Promise<void> {
      const unrecorded = sparing.admit()
      if (unrecorded === undefined) return
      const payload = { from, reason, unrecorded }
      await store.database.transaction((tx) =>
        recordAudit(tx, [{ type: 'webhook-refused', workspaceId: null, runId: null, payload }], redactor),
      )
    },
  }
}
