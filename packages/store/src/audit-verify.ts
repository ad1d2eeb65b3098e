import type { AuditVerdict } from '@pm-bot/domain'
import {
  type AuditFiles,
  type AuditHead,
  CHAIN_START,
  chainHash,
  readAuditKey,
  readHeads,
} from './audit-chain.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

const BATCH = 1000
/** The first problems tell enough; a rewritten trail has as many as events. */
const MOST_PROBLEMS = 100

/**
 * Recomputes the whole chain and compares it with its heads outside of the database. Finds
 * events that were edited, deleted, inserted or swapped, and a trail that was cut off.
 */
export async function verifyAudit(
  { read }: Pick<Database, 'read'>,
  files: AuditFiles,
): Promise<AuditVerdict> {
  const key = await readAuditKey(files)
  // Read first: a head that is written meanwhile is then not missed in the database.
  const heads = new Map((await readHeads(files)).map(({ sealNo, hash }) => [sealNo, hash]))
  const problems: AuditVerdict['problems'] = []
  const report = (sealNo: number | null, eventId: string | null, problem: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ sealNo, eventId, problem })
  }

  let head: AuditHead = CHAIN_START
  for (;;) {
    const seals = await read
      .selectFrom('audit_seals')
      .selectAll()
      .where('seal_no', '>', head.sealNo)
      .orderBy('seal_no')
      .limit(BATCH)
      .execute()
    const events = await eventsOf(read, seals)
    for (const { seal_no, event_id, hash } of seals) {
      if (seal_no !== head.sealNo + 1) {
        report(seal_no, event_id, `the chain jumps from ${head.sealNo} to ${seal_no}`)
      }
      const event = events.get(event_id)
      if (!event) {
        report(seal_no, event_id, 'the event was deleted')
      } else if (chainHash(key, { sealNo: seal_no - 1, hash: head.hash }, event) !== hash) {
        report(seal_no, event_id, 'the event, its place or its seal was changed')
      }
      const anchored = heads.get(seal_no)
      if (anchored !== undefined && anchored !== hash) {
        report(seal_no, event_id, 'the chain was rewritten: its hash is not the one on file')
      }
      // Go on from what is stored, so that one changed event is one problem and not all that follow.
      head = { sealNo: seal_no, hash }
    }
    if (seals.length < BATCH) break
  }

  const furthest = Math.max(0, ...heads.keys())
  if (furthest > head.sealNo) {
    report(
      head.sealNo,
      null,
      `the trail was cut off: it had reached ${furthest} and now ends at ${head.sealNo}`,
    )
  }
  const unlisted = await read
    .selectFrom('audit_events as event')
    .leftJoin('audit_seals as seal', 'seal.event_id', 'event.event_id')
    .leftJoin('audit_unsealed as unsealed', 'unsealed.event_id', 'event.event_id')
    .select('event.event_id')
    .where('seal.event_id', 'is', null)
    .where('unsealed.event_id', 'is', null)
    .limit(MOST_PROBLEMS)
    .execute()
  for (const { event_id } of unlisted) report(null, event_id, 'the event is in no chain and waits for none')

  const { unsealed } = await read
    .selectFrom('audit_unsealed')
    .select((eb) => eb.fn.countAll<number>().as('unsealed'))
    .executeTakeFirstOrThrow()
  return { ok: problems.length === 0, sealedTo: head.sealNo, unsealed: Number(unsealed), problems }
}

/** Asked for by their ids: joined, Postgres would read the whole trail for every batch. */
async function eventsOf(
  read: Database['read'],
  seals: readonly { event_id: string }[],
): Promise<Map<string, Tables['audit_events']>> {
  if (seals.length === 0) return new Map()
  const ids = seals.map(({ event_id }) => event_id)
  const events = await read.selectFrom('audit_events').selectAll().where('event_id', 'in', ids).execute()
  return new Map(events.map((event) => [event.event_id, event]))
}
