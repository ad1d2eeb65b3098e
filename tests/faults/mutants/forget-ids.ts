import { randomUUID } from 'node:crypto'
import type { Storage, StorageTx } from '@pm-bot/runtime'
import { storeTxOf } from '@pm-bot/store'

/** Takes every message for a new one, also where its id was seen before. */
export const forgetIds = (storage: Storage): Storage => ({
  ...storage,
  transaction: (work) =>
    storage.transaction(async (tx) => {
      const told: Parameters<StorageTx['tell']>[] = []
      const result = await work({ ...tx, tell: (...message) => void told.push(message) })
      const seen = await seenOf(
        tx,
        told.flatMap(([, , options]) => options?.messageId ?? []),
      )
      for (const [to, message, options] of told) {
        const isSeen = options?.messageId !== undefined && seen.has(options.messageId)
        tx.tell(to, message, isSeen ? { ...options, messageId: randomUUID() } : options)
      }
      return result
    }),
})

async function seenOf(tx: StorageTx, messageIds: readonly string[]): Promise<Set<string>> {
  if (messageIds.length === 0) return new Set()
  const rows = await storeTxOf(tx)
    .db.selectFrom('message_ids')
    .select('message_id')
    .where('message_id', 'in', [...messageIds])
    .execute()
  return new Set(rows.map(({ message_id }) => message_id))
}
