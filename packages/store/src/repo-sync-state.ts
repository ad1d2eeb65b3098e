import type {
  ImportDepth,
  ListTag,
  RateSnapshot,
  RepoSyncView,
  SyncCursors,
  SyncMode,
  SyncPosition,
  SyncProgress,
} from '@pm-bot/domain'
import type { RawBuilder, Selectable } from 'kysely'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { AttemptLostError, type AttemptProof, ownsEffect } from './effects.ts'
import { decodeJson, encodeJson } from './json.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['repo_sync_state']>
type RowChanges = { [Column in keyof Row]?: Row[Column] | RawBuilder<unknown> }

/** What a sync goes on from. */
export interface SyncState {
  isImported: boolean
  cursors: SyncCursors
  /** By list. */
  etags: Record<string, ListTag>
  position: SyncPosition | null
  progress: SyncProgress | null
}

/** What one page changed, or a step without one. What is left out stays as it is. */
export interface SyncStep {
  status?: 'waiting' | 'syncing'
  cursors?: Partial<SyncCursors>
  etags?: Record<string, ListTag>
  position?: SyncPosition
  progress?: SyncProgress
  rate?: RateSnapshot | null
  visibility?: 'public' | 'private'
  error?: { message: string; hint: string | null; at: string; until?: string } | null
  /** How many more there are now than before. */
  counts?: ObjectCounts
}

export interface ObjectCounts {
  openIssues: number
  openPulls: number
  objects: number
}

export const EMPTY_SYNC_STATE = {
  imported_at: null,
  status: 'idle',
  mode: null,
  issues_cursor_updated_at: null,
  prs_cursor_updated_at: null,
  comments_cursor_updated_at: null,
  review_comments_cursor_updated_at: null,
  etags: encodeJson({}),
  position: null,
  progress: null,
  open_issues: 0,
  open_pulls: 0,
  objects: 0,
  consecutive_failures: 0,
  last_error: null,
  last_sync_at: null,
  last_change_at: null,
  reconciled_at: null,
  visibility: null,
} as const

export async function newSyncState(tx: Tx, repoId: string, depth: ImportDepth, now: string): Promise<void> {
  const fresh = { ...EMPTY_SYNC_STATE, depth, updated_at: now }
  await tx.write(
    tx.db
      .insertInto('repo_sync_state')
      .values({
        repo_id: repoId,
        repo_head_sha: null,
        last_indexed_sha: null,
        rate: null,
        next_poll_at: null,
        clone_fetched_at: null,
        clone_error: null,
        ...fresh,
      })
      .onConflict((conflict) => conflict.column('repo_id').doUpdateSet(fresh)),
  )
}

export async function changeSyncState(tx: Tx, repoId: string, changes: RowChanges): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('repo_sync_state')
      .set(changes as Partial<Row>)
      .where('repo_id', '=', repoId),
  )
}

export async function readSyncState({ read }: Pick<Database, 'read'>, repoId: string): Promise<SyncState> {
  const row = await read
    .selectFrom('repo_sync_state')
    .selectAll()
    .where('repo_id', '=', repoId)
    .executeTakeFirstOrThrow()
  return {
    isImported: row.imported_at !== null,
    cursors: {
      issues: row.issues_cursor_updated_at,
      pulls: row.prs_cursor_updated_at,
      comments: row.comments_cursor_updated_at,
      reviewComments: row.review_comments_cursor_updated_at,
    },
    etags: decodeJson(row.etags),
    position: row.position === null ? null : decodeJson(row.position),
    progress: row.progress === null ? null : decodeJson(row.progress),
  }
}

/**
 * Writes how far a sync has got, in the transaction that holds what it read. `write` tells how the numbers of
 * objects change. @throws AttemptLostError when another attempt has taken over, or the sync was cancelled
 */
export async function saveSyncStep(
  tx: Tx,
  attempt: AttemptProof,
  repoId: string,
  step: SyncStep,
  write?: (tx: Tx) => Promise<ObjectCounts | undefined>,
): Promise<void> {
  if (!(await ownsEffect(tx, attempt))) throw new AttemptLostError()
  const counts = (await write?.(tx)) ?? step.counts
  const { cursors = {} } = step
  await tx.write(
    tx.db
      .updateTable('repo_sync_state')
      .set({
        updated_at: await tx.now(),
        ...(step.status ? { status: step.status } : {}),
        ...(cursors.issues === undefined ? {} : { issues_cursor_updated_at: cursors.issues }),
        ...(cursors.pulls === undefined ? {} : { prs_cursor_updated_at: cursors.pulls }),
        ...(cursors.comments === undefined ? {} : { comments_cursor_updated_at: cursors.comments }),
        ...(cursors.reviewComments === undefined
          ? {}
          : { review_comments_cursor_updated_at: cursors.reviewComments }),
        ...(step.etags ? { etags: encodeJson(step.etags) } : {}),
        ...(step.position ? { position: encodeJson(step.position) } : {}),
        ...(step.progress ? { progress: encodeJson(step.progress) } : {}),
        ...(step.rate ? { rate: encodeJson(step.rate) } : {}),
        ...(step.visibility ? { visibility: step.visibility } : {}),
        ...(step.error === undefined ? {} : { last_error: step.error && encodeJson(step.error) }),
      })
      .$if(counts !== undefined, (query) =>
        query.set((eb) => ({
          open_issues: eb('open_issues', '+', counts!.openIssues),
          open_pulls: eb('open_pulls', '+', counts!.openPulls),
          objects: eb('objects', '+', counts!.objects),
        })),
      )
      .where('repo_id', '=', repoId),
  )
  changed(tx, 'repos', repoId)
}

export async function lookUpSyncStates(
  { read }: Pick<Database, 'read'>,
  repoIds: readonly string[],
): Promise<Map<string, RepoSyncView>> {
  if (repoIds.length === 0) return new Map()
  const rows = await read
    .selectFrom('repo_sync_state')
    .selectAll()
    .where('repo_id', 'in', [...repoIds])
    .execute()
  return new Map(rows.map((row) => [row.repo_id, syncView(row)]))
}

const syncView = (row: Row): RepoSyncView => ({
  depth: row.depth as ImportDepth,
  status: row.status,
  mode: row.mode as SyncMode | null,
  isImported: row.imported_at !== null,
  lastSyncAt: row.last_sync_at,
  nextSyncAt: row.next_poll_at,
  cursorAt: newestOf(row.issues_cursor_updated_at, row.prs_cursor_updated_at),
  headSha: row.repo_head_sha,
  visibility: row.visibility,
  failures: row.consecutive_failures,
  error: row.last_error === null ? null : decodeJson(row.last_error),
  rate: row.rate === null ? null : decodeJson(row.rate),
  progress: row.progress === null ? null : decodeJson(row.progress),
  openIssues: row.open_issues,
  openPulls: row.open_pulls,
  objects: row.objects,
  clone: {
    fetchedAt: row.clone_fetched_at,
    error: row.clone_error === null ? null : decodeJson(row.clone_error),
  },
})

function newestOf(...times: (string | null)[]): string | null {
  return times.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null)
}
