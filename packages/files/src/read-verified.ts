import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { ArtifactCorruptError, sha256Hex } from '@pm-bot/domain'
import { assertNoLinks, pathOf } from './artifact-path.ts'

const UNREADABLE: Record<string, string> = {
  ENOENT: 'is missing',
  ENOTDIR: 'is missing',
  ELOOP: 'was replaced by a symbolic link',
  EISDIR: 'was replaced by a directory',
}

export async function readVerified(dataDirectory: string, uri: string, hash: string): Promise<Uint8Array> {
  const bytes = await readBytes(dataDirectory, uri)
  const found = sha256Hex(bytes)
  if (found !== hash) {
    throw new ArtifactCorruptError(
      `Artifact ${uri} was changed after it was stored: its SHA-256 is ${found}, not ${hash}. Restore it from a backup.`,
    )
  }
  return bytes
}

async function readBytes(dataDirectory: string, uri: string): Promise<Uint8Array> {
  const path = pathOf(dataDirectory, uri)
  try {
    await assertNoLinks(dataDirectory, uri)
    // NONBLOCK, because opening a planted FIFO would otherwise wait for a writer for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      if (!(await file.stat()).isFile()) throw new ArtifactCorruptError(`Artifact ${uri} is not a file.`)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    const what = UNREADABLE[(error as NodeJS.ErrnoException).code ?? '']
    if (what) throw new ArtifactCorruptError(`Artifact ${uri} ${what}. Restore it from a backup.`)
    throw error
  }
}
