import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import type { Tables } from './tables.ts'

/** Rows that one transaction removes: few enough that nobody waits for it. Literal in statements, for plans that fit. */
const BATCH = 1000

/**
 * One transaction of a removal. Whoever is second while another process removes does
 * nothing: the first one goes on. Returns how many rows went.
 */
async function removeBatch(
  database: Database,
  remove: (tx: Tx, limit: number) => Promise<bigint>,
): Promise<number> {
  return await database.transaction(async (tx) =>
    (await isOnlyRemover(tx)) ? Number(await remove(tx, BATCH)) : 0,
  )
}

async function isOnlyRemover(tx: Tx): Promise<boolean> {
  if (tx.dialect === 'sqlite') return true
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('pm-bot retention', 0)) as locked
  `.execute(tx.db)
  return rows[0]!.locked
}

/** Ids of messages that were handled; while a message waits or is parked, its id stays. */
export const removeMessageIds = (database: Database, before: string): Promise<number> =>
  removeBatch(database, async (tx, limit) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('message_ids')
      .where('message_id', 'in', (eb) =>
        eb
          .selectFrom('message_ids as old')
          .select('old.message_id')
          .where('old.accepted_at', '<', before)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('actor_messages as message')
                  .select('message.message_id')
                  .whereRef('message.message_id', '=', 'old.message_id'),
              ),
            ),
          )
          .orderBy('old.accepted_at')
          .limit(sql.lit(limit)),
      )
      .executeTakeFirstOrThrow()
    return numDeletedRows
  })

/** Requests and their answers, but for those whose message still waits, under whatever id it has by now. */
export const removeRequests = (database: Database, before: string): Promise<number> =>
  removeBatch(database, async (tx, limit) => {
    const answered = await removeOldRequests(tx, before, limit, (row) => row('old.reply', 'is not', null))
    if (answered === BigInt(limit)) return answered
    // Asked apart: where one of two things may hold, Postgres reads all messages for the second.
    const lost = await removeOldRequests(tx, before, limit, (row) =>
      row.and([
        row('old.reply', 'is', null),
        row.not(
          row.exists(
            row
              .selectFrom('actor_messages as message')
              .select('message.message_id')
              .whereRef('message.reply_to', '=', 'old.request_id'),
          ),
        ),
      ]),
    )
    return answered + lost
  })

type OldRequest = ExpressionBuilder<Tables & { old: Tables['requests'] }, 'old'>

async function removeOldRequests(
  tx: Tx,
  before: string,
  limit: number,
  which: (row: OldRequest) => Expression<SqlBool>,
): Promise<bigint> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('requests')
    .where('request_id', 'in', (eb) =>
      eb
        .selectFrom('requests as old')
        .select('old.request_id')
        .where('old.created_at', '<', before)
        .where(which)
        .orderBy('old.created_at')
        .limit(sql.lit(limit)),
    )
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

export const removeSessions = (database: Database): Promise<number> =>
  removeBatch(database, async (tx) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('sessions')
      .where('expires_at', '<', await tx.now())
      .executeTakeFirstOrThrow()
    return numDeletedRows
  })

/** Of webhooks: until then neither the same id nor the same body is taken a second time. */
export const removeDeliveries = (database: Database, before: string): Promise<number> =>
  removeBatch(database, async (tx, limit) => {
    const old = await tx.db
      .selectFrom('webhook_deliveries')
      .select('delivery_id')
      .where('received_at', '<', before)
      .orderBy('received_at')
      .limit(sql.lit(limit))
      .execute()
    const ids = old.map(({ delivery_id }) => delivery_id)
    // Apart: joined with what is left of a week, Postgres reads all of it.
    const { numDeletedRows } = await tx.db
      .deleteFrom('webhook_deliveries')
      .where(isOneOf(tx.dialect, 'delivery_id', ids))
      .executeTakeFirstOrThrow()
    return numDeletedRows
  })

/** Finished effects of other actors than runs. One in doubt waits for a person. */
export const removeEffects = (database: Database, before: string): Promise<number> =>
  removeBatch(database, async (tx, limit) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('effects')
      .where('effect_id', 'in', (eb) =>
        eb
          .selectFrom('effects as old')
          .select('old.effect_id')
          .where('old.kind', '!=', sql.lit('run'))
          .where('old.finished_at', '<', before)
          .where('old.status', '!=', sql.lit('in-doubt'))
          .orderBy('old.finished_at')
          .limit(sql.lit(limit)),
      )
      .executeTakeFirstOrThrow()
    return numDeletedRows
  })

/** Effects of runs that have ended; of any other run all stay. */
export const removeRunEffects = (
  database: Database,
  endedRuns: readonly string[],
  before: string,
): Promise<number> =>
  removeBatch(database, async (tx, limit) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('effects')
      .where('effect_id', 'in', (eb) =>
        eb
          .selectFrom('effects as old')
          .select('old.effect_id')
          .where('old.kind', '=', sql.lit('run'))
          .where('old.key', 'in', endedRuns)
          .where('old.finished_at', '<', before)
          .where('old.status', '!=', sql.lit('in-doubt'))
          .limit(sql.lit(limit)),
      )
      .executeTakeFirstOrThrow()
    return numDeletedRows
  })

/**
 * The timeline of runs that have ended, up to a time. Always a run's first events, so that
 * what is left is numbered without gaps.
 */
export const removeRunEvents = (
  database: Database,
  endedRuns: readonly string[],
  upTo: string,
): Promise<number> =>
  removeBatch(database, async (tx, limit) => {
    const old = await tx.db
      .selectFrom('run_events')
      .select(['run_id', 'seq'])
      .where('run_id', 'in', endedRuns)
      .where('created_at', '<=', upTo)
      .orderBy('run_id')
      .orderBy('seq')
      .limit(sql.lit(limit))
      .execute()
    const lastOf = new Map(old.map(({ run_id, seq }) => [run_id, seq]))
    let removed = 0n
    for (const [runId, last] of lastOf) {
      const { numDeletedRows } = await tx.db
        .deleteFrom('run_events')
        .where('run_id', '=', runId)
        .where('seq', '<=', last)
        .executeTakeFirstOrThrow()
      removed += numDeletedRows
      tx.hint('changed', `run-events:${runId}`)
    }
    return removed
  })

/** The calls of runs that have ended; what they came to stays with the run. */
export const removeRunSpend = (
  database: Database,
  endedRuns: readonly string[],
  before: string,
): Promise<number> =>
  removeBatch(database, async (tx, limit) => {
    const old = await tx.db
      .selectFrom('run_spend')
      .select('reservation_id')
      .select('run_id')
      .where('run_id', 'in', endedRuns)
      .where('at', '<', before)
      .limit(sql.lit(limit))
      .execute()
    const idsOf = new Map<string, string[]>()
    for (const row of old) idsOf.set(row.run_id, [...(idsOf.get(row.run_id) ?? []), row.reservation_id])
    let removed = 0n
    for (const [runId, ids] of idsOf) {
      const { numDeletedRows } = await tx.db
        .deleteFrom('run_spend')
        .where('run_id', '=', runId)
        .where(isOneOf(tx.dialect, 'reservation_id', ids))
        .executeTakeFirstOrThrow()
      removed += numDeletedRows
    }
    return removed
  })

/** Rows of artifacts whose files are gone. */
export const removeArtifacts = (database: Database, artifactIds: readonly string[]): Promise<number> =>
  removeBatch(database, async (tx) => {
    const { numDeletedRows } = await tx.db
      .deleteFrom('artifacts')
      .where('artifact_id', 'in', artifactIds)
      .executeTakeFirstOrThrow()
    return numDeletedRows
  })

/** The time up to which events go: those before `before`, and those beyond the newest `most`. */
export async function eventsGoUpTo({ read }: Database, before: string, most: number): Promise<string> {
  const beyond = await read
    .selectFrom('run_events')
    .select('created_at')
    .orderBy('created_at', 'desc')
    .offset(most)
    .limit(1)
    .executeTakeFirst()
  return beyond && beyond.created_at > before ? beyond.created_at : before
}

/** The database's clock, which every row was stamped with. */
export const databaseTime = (database: Database): Promise<string> =>
  database.transaction(async (tx) => await tx.now())
