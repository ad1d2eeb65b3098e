import { isUtf8 } from 'node:buffer'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { namesOf } from './clone-path.ts'
import { openDirectory, refusalOf } from './open-directory.ts'
import { ToolError } from './tool-performer.ts'

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants

/** What is bigger is no source. */
export const MAX_FILE_BYTES = 8 * 2 ** 20

export interface CloneFile {
  /** As it is named from the top. */
  path: string
  bytes: Buffer
  executable: boolean
}

/** A regular file of the clone, whole. @throws ToolError */
export async function readCloneFile(top: string, path: string): Promise<CloneFile> {
  const names = namesOf(path)
  const name = names.at(-1)
  if (name === undefined)
    throw new ToolError('That is the top of the repository, a directory. Use list_files.')
  const directory = await openDirectory(top, names.slice(0, -1))
  try {
    // A pipe would otherwise be waited for.
    const file = await open(join(directory.at, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const stat = await file.stat()
      if (stat.isDirectory()) throw new ToolError(`“${names.join('/')}” is a directory. Use list_files.`)
      if (!stat.isFile()) throw new ToolError(`“${names.join('/')}” is no regular file.`)
      if (stat.size > MAX_FILE_BYTES) throw new ToolError(tooBig(names.join('/'), stat.size))
      return { path: names.join('/'), bytes: await file.readFile(), executable: (stat.mode & 0o100) !== 0 }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw refusalOf(error, names.join('/'))
  } finally {
    await directory.close()
  }
}

/** As git sees it. */
export const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8000).includes(0) || !isUtf8(bytes)

const tooBig = (path: string, size: number): string =>
  `“${path}” has ${Math.ceil(size / 2 ** 20)} MiB, more than the ${MAX_FILE_BYTES / 2 ** 20} MiB that can be read. ` +
  'Use search_files for parts of it.'
