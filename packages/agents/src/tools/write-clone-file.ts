import { randomUUID } from 'node:crypto'
import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { namesOf } from './clone-path.ts'
import { openDirectory, refusalOf, unless } from './open-directory.ts'
import { ToolError } from './tool-performer.ts'

/**
 * Puts a new file into the place of the former one, whole or not at all. What was there is not written to: another name that
 * it has somewhere keeps its content. @throws ToolError
 */
export async function writeCloneFile(
  top: string,
  { path, bytes, executable }: { path: string; bytes: Uint8Array; executable?: boolean | undefined },
): Promise<{ path: string; replaced: boolean }> {
  const names = namesOf(path)
  const name = names.at(-1)
  if (name === undefined) throw new ToolError('That is the top of the repository, a directory.')
  const directory = await openDirectory(top, names.slice(0, -1), { make: true })
  const aside = join(directory.at, `.pm-bot-${randomUUID()}`)
  try {
    const target = join(directory.at, name)
    const former = await lstat(target).catch(unless('ENOENT'))
    if (former?.isSymbolicLink())
      throw new ToolError(`“${names.join('/')}” is a link, and links are not written through.`)
    if (former && !former.isFile()) throw new ToolError(`“${names.join('/')}” is no regular file.`)
    const mode = (executable ?? ((former?.mode ?? 0) & 0o100) !== 0) ? 0o755 : 0o644
    const file = await open(aside, 'wx', mode)
    await filled(file, bytes, mode)
    await rename(aside, target)
    return { path: names.join('/'), replaced: former !== undefined }
  } catch (error) {
    await unlink(aside).catch(() => {})
    throw refusalOf(error, names.join('/'))
  } finally {
    await directory.close()
  }
}

async function filled(file: FileHandle, bytes: Uint8Array, mode: number): Promise<void> {
  try {
    await file.writeFile(bytes)
    // Whatever the process's mask is.
    await file.chmod(mode)
  } finally {
    await file.close()
  }
}
