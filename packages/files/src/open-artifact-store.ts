import { dirname, resolve } from 'node:path'
import { ArtifactCorruptError, type ArtifactStore, newId, sha256Hex } from '@pm-bot/domain'
import { artifactUri, assertNoLinks, blobUri, pathOf } from './artifact-path.ts'
import { readVerified } from './read-verified.ts'
import { makeDirectoryDurably, syncDirectory, writeDurably } from './write-durably.ts'

/** Artifacts as files below `<dataDirectory>/artifacts`, verified whenever they are read. */
export function openArtifactStore(options: { dataDirectory: string }): ArtifactStore {
  const dataDirectory = resolve(options.dataDirectory)

  async function store(uri: string, hash: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(dataDirectory, uri)
    await makeDirectoryDurably(dirname(path))
    await assertNoLinks(dataDirectory, uri)
    if (await isStored(dataDirectory, uri, hash)) {
      // Whoever renamed it into place may have died before syncing the directory.
      await syncDirectory(dirname(path))
      return
    }
    await writeDurably(path, bytes)
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
  }
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
