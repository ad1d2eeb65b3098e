import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** How many wait, and for how long the oldest of them. */
export interface Waiting {
  count: number
  /** 0 when none waits. */
  oldestSeconds: number
}

/** All that waits in the database. */
export interface Backlog {
  mailbox: Waiting
  parked: Waiting
  /** Those that are not done, and those that ended badly. */
  effects: { queue: string; status: string; count: number }[]
  /** Effects that no worker has begun. */
  unstarted: Waiting
  inbox: Waiting
  /** Timers that are due and have not fired. */
  timers: Waiting
  unsealedAuditEvents: number
  databaseBytes: number
}

type Row = { count: number; oldest: string | null }

/**
 * Each by an index that holds what waits and nothing of what is done (`tests/plans/`),
 * so that it costs as much as waits and no more.
 */
export async function readBacklog(database: Database): Promise<Backlog> {
  const { read, dialect } = database
  const now = await database.now()
  const waiting = async (query: ReturnType<typeof sql<Row>>): Promise<Waiting> => {
    const { count, oldest } = (await query.execute(read)).rows[0]!
    const ms = oldest === null ? 0 : Date.parse(now) - Date.parse(oldest)
    return { count: Number(count), oldestSeconds: Math.max(0, ms / 1000) }
  }
  return {
    mailbox: await waiting(BACKLOG_QUERIES.mailbox),
    parked: await waiting(BACKLOG_QUERIES.parked),
    effects: await readEffects(read),
    unstarted: await waiting(BACKLOG_QUERIES.unstarted),
    inbox: await waiting(BACKLOG_QUERIES.inbox),
    timers: await waiting(overdueTimers(now)),
    unsealedAuditEvents: Number((await BACKLOG_QUERIES.unsealed.execute(read)).rows[0]!.count),
    databaseBytes: Number((await databaseSize(dialect).execute(read)).rows[0]!.bytes),
  }
}

/** Values are literals where an index is partial: SQLite takes none for a parameter. */
export const BACKLOG_QUERIES = {
  mailbox: sql<Row>`select count(*) as count, min(accepted_at) as oldest from actor_messages where parked_at is null`,
  parked: sql<Row>`select count(*) as count, min(parked_at) as oldest from actor_messages where parked_at is not null`,
  unfinished: sql<{ queue: string; status: string; count: number }>`
    select queue, status, count(*) as count from effects where finished_at is null group by queue, status`,
  unsuccessful: sql<{ queue: string; status: string; count: number }>`
    select queue, status, count(*) as count from effects where status in ('failed', 'in-doubt') group by queue, status`,
  unstarted: sql<Row>`
    select count(*) as count, min(created_at) as oldest from effects where finished_at is null and status = 'open'`,
  // Item ids are in the order of time, so the first of them is the oldest. A range, as in page.ts.
  inbox: sql<Row>`
    select (select count(*) from inbox_items where status = 'pending') as count,
      (select created_at from inbox_items where status >= 'pending' and status <= 'pending'
        order by status, item_id limit 1) as oldest`,
  unsealed: sql<{ count: number }>`select count(*) as count from audit_unsealed`,
}

export const overdueTimers = (now: string) =>
  sql<Row>`select count(*) as count, min(due_at) as oldest from timers where due_at < ${now}`

async function readEffects(read: Kysely<Tables>): Promise<Backlog['effects']> {
  const unfinished = await BACKLOG_QUERIES.unfinished.execute(read)
  const unsuccessful = await BACKLOG_QUERIES.unsuccessful.execute(read)
  return [...unfinished.rows, ...unsuccessful.rows].map((row) => ({ ...row, count: Number(row.count) }))
}

const databaseSize = (dialect: Database['dialect']) =>
  dialect === 'postgres'
    ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
    : sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`
