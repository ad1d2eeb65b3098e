import { isTerminalRunStatus, TERMINAL_RUN_STATUSES } from '@pm-bot/domain'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { RUNNING } from './effects.ts'

/** Literals: a partial index is only used for what the planner can read. */
const ENDED = sql<boolean>`status in (${sql.join(TERMINAL_RUN_STATUSES.map((status) => sql.lit(status)))})`

export interface EndedRun {
  runId: string
  threadId: string | null
  endedAt: string
}

/** Runs that have ended and of which something may be left that goes with time; by id, from behind `after`. */
export async function listUntidiedRuns(
  { read }: Database,
  after: string,
  limit: number,
): Promise<EndedRun[]> {
  const rows = await read
    .selectFrom('runs')
    .select(['run_id', 'thread_id', 'updated_at'])
    .where('tidied_at', 'is', null)
    .where(ENDED)
    .where('run_id', '>', after)
    .orderBy('run_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ runId: row.run_id, threadId: row.thread_id, endedAt: row.updated_at }))
}

/** Notes that nothing is left to remove of a run. False when rows are left after all. */
export async function markTidied(database: Database, runId: string): Promise<boolean> {
  return await database.transaction(async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('runs')
      .set({ tidied_at: await tx.now() })
      .where('run_id', '=', runId)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('run_events').select('seq').where('run_id', '=', runId))),
      )
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('run_spend').select('reservation_id').where('run_id', '=', runId))),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('effects')
              .select('effect_id')
              .where('kind', '=', 'run')
              .where('key', '=', runId)
              .where('status', '!=', 'in-doubt'),
          ),
        ),
      )
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  })
}

/** Which of these runs this database knows, and whether they have ended. */
export async function lookUpEnds(
  { read }: Database,
  runIds: readonly string[],
): Promise<Map<string, { hasEnded: boolean }>> {
  if (runIds.length === 0) return new Map()
  const rows = await read
    .selectFrom('runs')
    .select(['run_id', 'status'])
    .where('run_id', 'in', runIds)
    .execute()
  return new Map(rows.map((row) => [row.run_id, { hasEnded: isTerminalRunStatus(row.status) }]))
}

/** Those of these attempts that own an unfinished effect. */
export async function listOwningTokens(
  { read }: Database,
  tokens: readonly string[],
): Promise<ReadonlySet<string>> {
  if (tokens.length === 0) return new Set()
  const rows = await read
    .selectFrom('effects')
    .select('attempt_token')
    .where('status', '=', RUNNING)
    .where('attempt_token', 'in', tokens)
    .execute()
  return new Set(rows.map((row) => row.attempt_token!))
}

/** What the rows of a run name: its artifacts' files, and the bundles of its changesets and of work that was kept. */
export async function listNamedFiles({ read }: Database, runId: string) {
  const artifacts = await read
    .selectFrom('artifacts')
    .select(['uri', 'hash', 'kind'])
    .where('run_id', '=', runId)
    .execute()
  const work = artifacts.filter(({ kind }) => kind === 'kept_work')
  const bundles = await read
    .selectFrom('changeset_bundles as changeset')
    .leftJoin('artifacts as bundle', 'bundle.artifact_id', 'changeset.bundle_artifact_id')
    .select(['bundle.uri', 'bundle.hash'])
    .where('changeset.run_id', '=', runId)
    .execute()
  return { uris: artifacts.map(({ uri }) => uri), bundles: [...bundles, ...work] }
}

export interface OldLog {
  artifactId: string
  uri: string
  /** False when another row that stays, or goes later, names the same file. */
  isLast: boolean
}

const LOGS = ['log', 'tool_trace', 'transcript', 'kept_work'] as const

/** Logs of ended runs that are older than `before`; never a file that a changeset names. */
export async function listOldLogs(database: Database, before: string, limit: number): Promise<OldLog[]> {
  const logs: OldLog[] = []
  // One kind after the other: each lies in its index in the order of time.
  for (const kind of LOGS) logs.push(...(await oldOnesOf(database, kind, before, limit - logs.length)))
  return logs
}

async function oldOnesOf(
  { read }: Database,
  kind: (typeof LOGS)[number],
  before: string,
  limit: number,
): Promise<OldLog[]> {
  const rows = await read
    .selectFrom('artifacts as log')
    .innerJoin('runs', 'runs.run_id', 'log.run_id')
    .select(['log.artifact_id', 'log.uri'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('artifacts as other')
          .select('other.artifact_id')
          .whereRef('other.uri', '=', 'log.uri')
          .whereRef('other.artifact_id', '!=', 'log.artifact_id')
          .where(({ or, eb }) =>
            or([
              eb('other.artifact_id', '>', eb.ref('log.artifact_id')),
              eb('other.kind', 'not in', [...LOGS]),
              eb('other.created_at', '>=', before),
            ]),
          ),
      ).as('is_named'),
    )
    .where('log.kind', '=', kind)
    .where('log.created_at', '<', before)
    .where(ENDED)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('changeset_bundles as changeset')
            .select('changeset.changeset_id')
            .whereRef('changeset.run_id', '=', 'log.run_id')
            .where(({ or, eb }) =>
              or([
                eb('changeset.bundle_artifact_id', '=', eb.ref('log.artifact_id')),
                eb('changeset.patch_artifact_id', '=', eb.ref('log.artifact_id')),
                eb('changeset.interdiff_artifact_id', '=', eb.ref('log.artifact_id')),
              ]),
            ),
        ),
      ),
    )
    .orderBy('log.created_at')
    .limit(sql.lit(limit))
    .execute()
  return rows.map((row) => ({
    artifactId: row.artifact_id,
    uri: row.uri,
    isLast: !row.is_named,
  }))
}
