import type { ArtifactKind, ArtifactRef } from '../changeset/changeset.ts'
import type { DiskSpace } from '../values/disk-space.ts'

/** Files of runs, addressed by their content. `@pm-bot/files` answers. */
export interface ArtifactStore {
  /**
   * Writes the bytes durably (temporary file, fsync, rename) below `artifacts/<runId>/`.
   * Writing the same bytes twice gives the same uri.
   */
  put(artifact: {
    runId: string
    kind: ArtifactKind
    title: string
    contentType: string
    bytes: Uint8Array
  }): Promise<ArtifactRef>

  /** The bytes behind a uri, verified. @throws ArtifactCorruptError when they do not have this hash. */
  read(artifact: { uri: string; hash: string }): Promise<Uint8Array>

  /**
   * Contents of changed files, addressed by their SHA-256 and kept apart from artifacts,
   * because a bundle names them by hash alone. Returns the hash.
   */
  putBlob(runId: string, bytes: Uint8Array): Promise<string>
  /** @throws ArtifactCorruptError when the stored bytes do not have this hash. */
  readBlob(runId: string, hash: string): Promise<Uint8Array>

  /** Of the disk that holds the files. @throws DiskFullError from `put` and `putBlob` when it is too full. */
  diskSpace(): Promise<DiskSpace>
}

/** The bytes on disk are missing or not those that were stored. They are never served. */
export class ArtifactCorruptError extends Error {
  override name = 'ArtifactCorruptError'
}
