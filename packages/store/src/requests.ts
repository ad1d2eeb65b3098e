import type { RequestClaim, StoredRequest } from '@pm-bot/runtime'
import { clockOf, type Reader, readerOf, type Tx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { decodeJson, encodeJson } from './json.ts'
import type { Tables } from './tables.ts'

/** The first row wins; on Postgres a twin waits here until the first one's transaction ends. */
export async function claimRequest(tx: Tx, claim: RequestClaim): Promise<StoredRequest | 'claimed'> {
  const inserted = await tx.rows(
    tx.db
      .insertInto('requests')
      .values({
        request_id: claim.requestId,
        request_hash: claim.requestHash,
        kind: claim.to.kind,
        key: claim.to.key,
        reply: null,
        answer: null,
        created_at: clockOf(tx),
      })
      .onConflict((conflict) => conflict.column('request_id').doNothing())
      .returning('request_id'),
  )
  if (inserted.length > 0) return 'claimed'
  return (await lookUpRequest(tx, claim.requestId))!
}

export async function lookUpRequest(tx: Tx, requestId: string): Promise<StoredRequest | undefined> {
  return (await lookUpRequests(readerOf(tx), [requestId])).get(requestId)
}

/** By their ids; those that nobody made are left out. */
export async function lookUpRequests(
  { read, dialect }: Reader,
  requestIds: readonly string[],
): Promise<Map<string, StoredRequest>> {
  const rows = await read
    .selectFrom('requests')
    .selectAll()
    .where(isOneOf(dialect, 'request_id', requestIds))
    .execute()
  return new Map(rows.map((row) => [row.request_id, storedRequest(row)]))
}

const storedRequest = (row: Tables['requests']): StoredRequest => ({
  requestHash: row.request_hash,
  to: { kind: row.kind, key: row.key },
  ...(row.reply === null ? {} : { reply: decodeJson(row.reply) }),
  ...(row.answer === null ? {} : { answer: decodeJson(row.answer) }),
})

/** With the answer made from it, where that is known already. */
export async function saveReply(tx: Tx, requestId: string, reply: unknown, answer?: unknown): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('requests')
      .set({ reply: encodeJson(reply), ...(answer === undefined ? {} : { answer: encodeJson(answer) }) })
      .where('request_id', '=', requestId),
  )
}

/** The first answer stays: whoever repeats the request gets the same one. False when there was one. */
export async function saveAnswer(tx: Tx, requestId: string, answer: unknown): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('requests')
    .set({ answer: encodeJson(answer) })
    .where('request_id', '=', requestId)
    .where('answer', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
