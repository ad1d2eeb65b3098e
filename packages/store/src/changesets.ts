import {
  CHANGESET_STATUSES,
  CHANGESET_ZONES,
  type ChangesetStatus,
  type ChangesetSummary,
  type ChangesetView,
  type ChangesetZone,
  diffStat,
  type Page,
  type RunEvent,
} from '@pm-bot/domain'
import type { Kysely } from 'kysely'
import { changed } from './changed.ts'
import type { Database, Reader, Tx } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import { ledBy, type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

export async function insertChangeset(
  tx: Tx,
  owner: { runId: string; repoId: string },
  { draft, supersedes, interdiff }: Extract<RunEvent, { type: 'changeset-proposed' }>,
  version: number,
): Promise<void> {
  const now = await tx.now()
  const { files, additions, deletions } = diffStat(draft.files)
  await tx.write(
    tx.db.insertInto('changeset_bundles').values({
      changeset_id: draft.changesetId,
      run_id: owner.runId,
      repo_id: owner.repoId,
      status: 'proposed',
      base_sha: draft.baseSha,
      branch: draft.branch,
      message: storableText(draft.message),
      bundle_artifact_id: draft.bundle.artifactId,
      patch_artifact_id: draft.patch.artifactId,
      interdiff_artifact_id: interdiff?.artifactId ?? null,
      subject_hash: draft.bundle.hash,
      files: encodeJson(draft.files),
      file_count: files,
      additions,
      deletions,
      supersedes,
      applied_commit_sha: null,
      reason: null,
      secret_scan: draft.scan ? encodeJson(draft.scan) : null,
      version,
      created_at: now,
      updated_at: now,
    }),
  )
  changed(tx, 'changesets', draft.changesetId)
}

export async function setChangesetStatus(
  tx: Tx,
  { changesetId, status, commitSha, reason }: Extract<RunEvent, { type: 'changeset-status-changed' }>,
  version: number,
): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('changeset_bundles')
      .set({
        status,
        version,
        applied_commit_sha: commitSha,
        reason: reason === null ? null : storableText(reason),
        updated_at: await tx.now(),
      })
      .where('changeset_id', '=', changesetId),
  )
  changed(tx, 'changesets', changesetId)
}

/** Without its files: of a list nobody reads them, and there may be thousands. */
const changesetRows = (read: Kysely<Tables>) =>
  read
    .selectFrom('changeset_bundles as changeset')
    .innerJoin('runs as run', 'run.run_id', 'changeset.run_id')
    .innerJoin('repos as repo', 'repo.repo_id', 'changeset.repo_id')
    .select([
      'changeset.changeset_id',
      'changeset.run_id',
      'changeset.repo_id',
      'changeset.status',
      'changeset.reason',
      'changeset.base_sha',
      'changeset.branch',
      'changeset.message',
      'changeset.file_count',
      'changeset.additions',
      'changeset.deletions',
      'changeset.applied_commit_sha',
      'changeset.supersedes',
      'changeset.version',
      'changeset.created_at',
      'changeset.updated_at',
    ])
    .select(['repo.name as repo_name', 'run.goal', 'run.graph_id', 'run.status as run_status'])

export async function lookUpChangeset({ read }: Pick<Database, 'read'>, changesetId: string) {
  const row = await changesetRows(read)
    .where('changeset.changeset_id', '=', changesetId)
    .select([
      'changeset.subject_hash',
      'changeset.files',
      'changeset.secret_scan',
      'changeset.patch_artifact_id',
      'changeset.interdiff_artifact_id',
    ])
    .select((eb) =>
      eb
        .selectFrom('inbox_items as item')
        .select((item) => item.fn.max('item.item_id').as('newest'))
        .whereRef('item.run_id', '=', 'changeset.run_id')
        .where('item.kind', '=', 'changeset_apply')
        .whereRef('item.subject_hash', '=', 'changeset.subject_hash')
        .as('item_id'),
    )
    .executeTakeFirst()
  return (
    row && {
      view: {
        ...changesetSummary(row),
        subjectHash: row.subject_hash,
        files: decodeJson(row.files),
        secretScan: row.secret_scan === null ? null : decodeJson(row.secret_scan),
        itemId: row.item_id,
        hasInterdiff: row.interdiff_artifact_id !== null,
      } satisfies ChangesetView,
      patchId: row.patch_artifact_id,
      interdiffId: row.interdiff_artifact_id,
    }
  )
}

export interface ChangesetsRequest extends PageRequest {
  status?: ChangesetStatus | undefined
  zone?: ChangesetZone | undefined
  repoId?: string | undefined
}

/** Newest first. */
export async function listChangesets(
  { read }: Reader,
  request: ChangesetsRequest,
): Promise<Page<ChangesetSummary>> {
  const { zone, status } = request
  const ofZone: readonly ChangesetStatus[] = zone === undefined ? CHANGESET_STATUSES : CHANGESET_ZONES[zone]
  // The index has each status in order, and no two of them together.
  const statuses = ofZone.filter((each) => status === undefined || each === status)
  const lists = await Promise.all(statuses.map((each) => rowsOf(read, { ...request, status: each })))
  const rows = lists.flat().sort((a, b) => (a.changeset_id < b.changeset_id ? 1 : -1))
  return pageOf(rows.slice(0, request.limit + 1), request, changesetSummary, (row) => row.changeset_id)
}

async function rowsOf(
  read: Kysely<Tables>,
  { status, repoId, cursor, limit }: ChangesetsRequest & { status: ChangesetStatus },
): Promise<ChangesetRow[]> {
  const before = readCursor(cursor)
  return await ledBy(changesetRows(read), 'changeset.status', status, 'desc')
    .$if(repoId !== undefined, (query) => query.where('changeset.repo_id', '=', repoId!))
    .$if(before !== undefined, (query) => query.where('changeset.changeset_id', '<', before!))
    .orderBy('changeset.changeset_id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** The newest change of the run, if it gave way: another one was asked for, or its base moved. */
export async function lookUpFormerChangeset({ read }: Pick<Database, 'read'>, runId: string) {
  const row = await read
    .selectFrom('changeset_bundles as changeset')
    .innerJoin('artifacts as bundle', 'bundle.artifact_id', 'changeset.bundle_artifact_id')
    .innerJoin('artifacts as patch', 'patch.artifact_id', 'changeset.patch_artifact_id')
    .select(['changeset.changeset_id', 'changeset.status', 'changeset.base_sha'])
    .select(['bundle.uri as bundle_uri', 'bundle.hash as bundle_hash'])
    .select(['patch.uri as patch_uri', 'patch.hash as patch_hash'])
    .where('changeset.run_id', '=', runId)
    .orderBy('changeset.created_at', 'desc')
    .orderBy('changeset.changeset_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row?.status !== 'superseded') return undefined
  return {
    changesetId: row.changeset_id,
    baseSha: row.base_sha,
    bundle: { uri: row.bundle_uri, hash: row.bundle_hash },
    patch: { uri: row.patch_uri, hash: row.patch_hash },
  }
}

type ChangesetRow = Awaited<ReturnType<ReturnType<typeof changesetRows>['execute']>>[number]

function changesetSummary(row: ChangesetRow): ChangesetSummary {
  return {
    id: row.changeset_id,
    runId: row.run_id,
    repoId: row.repo_id,
    repoName: row.repo_name,
    run: { goal: row.goal, graphId: row.graph_id, status: row.run_status },
    status: row.status,
    reason: row.reason,
    baseSha: row.base_sha,
    branch: row.branch,
    message: row.message,
    stat: { files: row.file_count, additions: row.additions, deletions: row.deletions },
    appliedCommitSha: row.applied_commit_sha,
    supersedes: row.supersedes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
