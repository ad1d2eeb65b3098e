import type { RunEventPage, RunTransitionView } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { AttemptLostError, type AttemptProof, ownsEffect } from './effects.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'

export interface TimelineEntry {
  type: string
  title: string
  by: string | null
  detail: unknown
}

/**
 * Appends to a run's timeline. The stream's row is locked until the commit, so whoever
 * follows the numbers never steps over an entry that commits late.
 */
export async function appendRunEvents(
  tx: Tx,
  runId: string,
  entries: readonly TimelineEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const { last_seq } = await tx.db
    .insertInto('run_streams')
    .values({ run_id: runId, last_seq: entries.length })
    .onConflict((conflict) =>
      conflict.column('run_id').doUpdateSet((eb) => ({
        last_seq: eb('run_streams.last_seq', '+', entries.length),
      })),
    )
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  const now = await tx.now()
  await tx.write(
    tx.db.insertInto('run_events').values(
      entries.map(({ type, title, by, detail }, index) => ({
        run_id: runId,
        seq: last_seq - entries.length + index + 1,
        type,
        title: storableText(title),
        actor: by,
        detail: encodeJson(detail),
        created_at: now,
      })),
    ),
  )
  changed(tx, 'run-events', runId)
}

/**
 * One line on the timeline from an attempt under way. Fenced: an attempt that has lost its
 * effect writes none. @throws when it has
 */
export async function recordProgress(
  tx: Tx,
  attempt: AttemptProof,
  runId: string,
  entry: TimelineEntry,
): Promise<void> {
  if (!(await ownsEffect(tx, attempt))) throw new AttemptLostError()
  await appendRunEvents(tx, runId, [entry])
}

/** The same, unless the last line is of this type already: for what is tried again and again. */
export async function recordProgressOnce(
  tx: Tx,
  attempt: AttemptProof,
  runId: string,
  entry: TimelineEntry,
): Promise<void> {
  const last = await tx.db
    .selectFrom('run_events')
    .select('type')
    .where('run_id', '=', runId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.type !== entry.type) await recordProgress(tx, attempt, runId, entry)
}

/** In order, from behind `after`. Older events may have been removed: always the first ones. */
export async function listRunEvents(
  { read }: Database,
  runId: string,
  { limit, after = 0 }: { limit: number; after?: number },
): Promise<RunEventPage> {
  const rows = await read
    .selectFrom('run_events')
    .selectAll()
    .where('run_id', '=', runId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    items: shown.map((row) => ({
      seq: row.seq,
      type: row.type,
      title: row.title,
      by: row.actor,
      detail: decodeJson(row.detail),
      at: row.created_at,
    })),
    nextCursor: rows.length > limit ? String(shown.at(-1)!.seq) : null,
    removedTo: await lastRemoved(read, runId),
  }
}

/** The number of the last event that is not there any more; 0 when all are. */
async function lastRemoved(read: Database['read'], runId: string): Promise<number> {
  const row = await read
    .selectFrom('run_streams as stream')
    .select('stream.last_seq')
    .select(({ selectFrom }) =>
      selectFrom('run_events as event')
        .select((eb) => eb.fn.min('event.seq').as('first'))
        .whereRef('event.run_id', '=', 'stream.run_id')
        .as('first_seq'),
    )
    .where('stream.run_id', '=', runId)
    .executeTakeFirst()
  if (!row) return 0
  return row.first_seq === null ? row.last_seq : row.first_seq - 1
}

/** Every change of status, in order. */
export async function listRunTransitions({ read }: Database, runId: string): Promise<RunTransitionView[]> {
  const rows = await read
    .selectFrom('run_transitions')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('version')
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({
    from: row.from_status,
    to: row.to_status,
    reason: row.reason,
    by: row.actor,
    at: row.created_at,
  }))
}
