import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ArtifactCorruptError, type BundleEntry, sha256Hex } from '@pm-bot/domain'
import { isWritten } from './bundle-entries.ts'
import type { RunGit } from './run-git.ts'

interface BlobsToWrite {
  entries: readonly BundleEntry[]
  readBlob: (hash: string) => Promise<Uint8Array>
  scratch: string
}

/** Writes the entries' contents as git objects; answers with the object id of each hash. */
export async function writeBlobs(
  git: RunGit,
  { entries, readBlob, scratch }: BlobsToWrite,
): Promise<Map<string, string>> {
  const files = entries.filter(isWritten).filter(({ mode }) => mode !== '160000')
  const hashes = [...new Set(files.map(({ hash }) => hash))]
  const directory = join(scratch, 'blobs')
  await mkdir(directory)
  for (const hash of hashes) await writeFile(join(directory, hash), await verified(hash, readBlob))

  const { stdout } = await git({
    cwd: directory,
    args: ['hash-object', '-w', '--no-filters', '--stdin-paths'],
    input: hashes.map((hash) => `${hash}\n`).join(''),
  })
  const ids = stdout.toString().trimEnd().split('\n')
  return new Map(hashes.map((hash, at) => [hash, ids[at]!]))
}

async function verified(hash: string, readBlob: BlobsToWrite['readBlob']): Promise<Uint8Array> {
  const bytes = await readBlob(hash)
  if (sha256Hex(bytes) !== hash) {
    throw new ArtifactCorruptError(`The content with SHA-256 ${hash} was altered. Nothing was written.`)
  }
  return bytes
}
