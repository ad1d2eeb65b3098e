import { dirname, resolve } from 'node:path'
import {
  ArtifactCorruptError,
  type ArtifactStore,
  assertDiskHasRoom,
  DiskFullError,
  newId,
  sha256Hex,
} from '@pm-bot/domain'
import { artifactUri, assertNoLinks, blobUri, pathOf } from './artifact-path.ts'
import { readDiskSpace, type Statfs } from './read-disk-space.ts'
import { readVerified } from './read-verified.ts'
import { makeDirectoryDurably, syncDirectory, writeDurably } from './write-durably.ts'

/** Artifacts as files below `<dataDirectory>/artifacts`, verified whenever they are read. */
export function openArtifactStore(options: { dataDirectory: string; statfs?: Statfs }): ArtifactStore {
  const dataDirectory = resolve(options.dataDirectory)
  const diskSpace = () => readDiskSpace(dataDirectory, options.statfs)

  async function store(uri: string, hash: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(dataDirectory, uri)
    await makeDirectoryDurably(dirname(path))
    await assertNoLinks(dataDirectory, uri)
    if (await isStored(dataDirectory, uri, hash)) {
      // Whoever renamed it into place may have died before syncing the directory.
      await syncDirectory(dirname(path))
      return
    }
    assertDiskHasRoom(await diskSpace())
    try {
      await writeDurably(path, bytes)
    } catch (error) {
      throw outOfRoom(error)
    }
  }

  return {
    async put({ runId, kind, title, contentType, bytes }) {
      const hash = sha256Hex(bytes)
      const uri = artifactUri(runId, hash, contentType)
      await store(uri, hash, bytes)
      return { artifactId: newId(), kind, title, contentType, uri, hash, sizeBytes: bytes.byteLength }
    },

    read: ({ uri, hash }) => readVerified(dataDirectory, uri, hash),

    async putBlob(runId, bytes) {
      const hash = sha256Hex(bytes)
      await store(blobUri(runId, hash), hash, bytes)
      return hash
    },

    readBlob: async (runId, hash) => await readVerified(dataDirectory, blobUri(runId, hash), hash),

    diskSpace,
  }
}

/** A quota, or a disk that filled up since it was asked. */
function outOfRoom(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new DiskFullError(
    `The file could not be stored (${code}). Make room on the disk with the data directory.`,
    { cause: error },
  )
}

/** Corrupt counts as not stored, so that storing the same bytes again heals the file. */
async function isStored(dataDirectory: string, uri: string, hash: string): Promise<boolean> {
  try {
    await readVerified(dataDirectory, uri, hash)
    return true
  } catch (error) {
    if (error instanceof ArtifactCorruptError) return false
    throw error
  }
}
