import type { ArtifactRef, ArtifactView } from '@pm-bot/domain'
import type { Database, Tx } from './database.ts'
import type { Tables } from './tables.ts'

export async function recordArtifact(tx: Tx, runId: string, artifact: ArtifactRef): Promise<void> {
  await tx.write(
    tx.db
      .insertInto('artifacts')
      .values({
        artifact_id: artifact.artifactId,
        run_id: runId,
        kind: artifact.kind,
        title: artifact.title,
        uri: artifact.uri,
        content_type: artifact.contentType,
        hash: artifact.hash,
        size_bytes: artifact.sizeBytes,
        created_at: await tx.now(),
      })
      .onConflict((conflict) => conflict.column('artifact_id').doNothing()),
  )
}

export async function lookUpArtifact(
  { read }: Pick<Database, 'read'>,
  artifactId: string,
): Promise<Tables['artifacts'] | undefined> {
  return await read
    .selectFrom('artifacts')
    .selectAll()
    .where('artifact_id', '=', artifactId)
    .executeTakeFirst()
}

/** Oldest first. A run has few: all at once. */
export async function listArtifacts({ read }: Database, runId: string): Promise<ArtifactView[]> {
  const rows = await read
    .selectFrom('artifacts')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('created_at')
    .orderBy('artifact_id')
    .execute()
  return rows.map((row) => ({
    id: row.artifact_id,
    runId: row.run_id,
    kind: row.kind as ArtifactView['kind'],
    title: row.title,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    hash: row.hash,
    createdAt: row.created_at,
  }))
}
