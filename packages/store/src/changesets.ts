import type { ChangesetView, RunEvent } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import type { Tables } from './tables.ts'

export async function insertChangeset(
  tx: Tx,
  owner: { runId: string; repoId: string },
  { draft, supersedes, interdiff }: Extract<RunEvent, { type: 'changeset-proposed' }>,
  version: number,
): Promise<void> {
  const now = await tx.now()
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
      supersedes,
      applied_commit_sha: null,
      version,
      created_at: now,
      updated_at: now,
    }),
  )
  changed(tx, 'changesets', draft.changesetId)
}

export async function setChangesetStatus(
  tx: Tx,
  { changesetId, status, commitSha }: Extract<RunEvent, { type: 'changeset-status-changed' }>,
  version: number,
): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('changeset_bundles')
      .set({ status, version, applied_commit_sha: commitSha, updated_at: await tx.now() })
      .where('changeset_id', '=', changesetId),
  )
  changed(tx, 'changesets', changesetId)
}

export async function lookUpChangeset({ read }: Pick<Database, 'read'>, changesetId: string) {
  const row = await read
    .selectFrom('changeset_bundles')
    .selectAll()
    .where('changeset_id', '=', changesetId)
    .executeTakeFirst()
  return (
    row && {
      view: changesetView(row),
      patchId: row.patch_artifact_id,
      interdiffId: row.interdiff_artifact_id,
    }
  )
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

const changesetView = (row: Tables['changeset_bundles']): ChangesetView => ({
  id: row.changeset_id,
  runId: row.run_id,
  repoId: row.repo_id,
  status: row.status,
  baseSha: row.base_sha,
  branch: row.branch,
  message: row.message,
  subjectHash: row.subject_hash,
  files: decodeJson(row.files),
  appliedCommitSha: row.applied_commit_sha,
  supersedes: row.supersedes,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
})
