import { sql } from 'kysely'
import {
  type AuditFiles,
  type AuditHead,
  appendHead,
  CHAIN_START,
  chainHash,
  readAuditKey,
  readLastHead,
} from './audit-chain.ts'
import type { Database, Tx } from './database.ts'

const BATCH = 500
/** Any constant that no other advisory lock of ours has. */
const SEALER_LOCK = 7_105_120

/**
 * Chains what the turns appended. One sealer at a time: a chain written inside each turn
 * would make all turns of a workspace wait for one another. Returns how many it sealed.
 */
export async function sealAudit(database: Database, files: AuditFiles): Promise<number> {
  const key = await readAuditKey(files)
  const { sealed, head } = await database.transaction(async (tx) => {
    if (tx.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${SEALER_LOCK})`.execute(tx.db)
    return await sealBatch(tx, key)
  })
  // After the commit: a head in the file without its seals would look like a truncation.
  // A head that a crash kept out of the file is made good by the next round.
  const written = (await readLastHead(files)) ?? CHAIN_START
  if (head.sealNo > written.sealNo) await appendHead(files, head)
  return sealed
}

async function sealBatch(tx: Tx, key: Buffer): Promise<{ sealed: number; head: AuditHead }> {
  const last = await tx.db
    .selectFrom('audit_seals')
    .select(['seal_no', 'hash'])
    .orderBy('seal_no', 'desc')
    .limit(1)
    .executeTakeFirst()
  let head: AuditHead = last ? { sealNo: last.seal_no, hash: last.hash } : CHAIN_START

  const events = await tx.db
    .selectFrom('audit_unsealed')
    .innerJoin('audit_events', 'audit_events.event_id', 'audit_unsealed.event_id')
    .selectAll('audit_events')
    .orderBy('audit_events.event_id')
    .limit(BATCH)
    .execute()
  if (events.length === 0) return { sealed: 0, head }

  const seals = events.map((event) => {
    head = { sealNo: head.sealNo + 1, hash: chainHash(key, head, event) }
    return { seal_no: head.sealNo, event_id: event.event_id, hash: head.hash }
  })
  await tx.db.insertInto('audit_seals').values(seals).execute()
  await tx.db
    .deleteFrom('audit_unsealed')
    .where(
      'event_id',
      'in',
      seals.map(({ event_id }) => event_id),
    )
    .execute()
  return { sealed: seals.length, head }
}
