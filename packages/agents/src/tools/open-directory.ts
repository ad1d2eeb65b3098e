import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { ToolError } from './tool-performer.ts'

const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants

/** A directory that stays the one it was when it was opened, whoever renames what lies around it. */
export interface OpenDirectory {
  /** Leads to it. On systems without `/proc`, by its name. */
  at: string
  close(): Promise<void>
}

/**
 * Goes down from the top name by name and follows no link: each directory is opened in the one before it, so that nobody
 * can put another in its place in between. @throws ToolError
 */
export async function openDirectory(
  top: string,
  names: readonly string[],
  { make = false }: { make?: boolean } = {},
): Promise<OpenDirectory> {
  let handle = await open(top, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  let at = placeOf(handle, top)
  for (const [depth, name] of names.entries()) {
    const path = join(at, name)
    try {
      if (make) await mkdir(path).catch(unless('EEXIST'))
      const next = await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      at = placeOf(next, path)
      await handle.close()
      handle = next
    } catch (error) {
      await handle.close()
      throw refusalOf(error, names.slice(0, depth + 1).join('/'))
    }
  }
  return { at, close: () => handle.close() }
}

const placeOf = (handle: FileHandle, path: string): string =>
  process.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : path

/** What a person, or a model, understands of what the system said of a path. */
export function refusalOf(error: unknown, path: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return new ToolError(`“${path}” does not exist. See with list_files what does.`)
    case 'ELOOP':
    case 'EMLINK':
      return new ToolError(`“${path}” is a link, and links are not followed. Name the path itself.`)
    case 'ENOTDIR':
      return new ToolError(`“${path}” is no directory, or a link to one; links are not followed.`)
    case 'EISDIR':
      return new ToolError(`“${path}” is a directory.`)
    case 'ENAMETOOLONG':
      return new ToolError('The path is longer than the system takes.')
    case 'EACCES':
    case 'EPERM':
      return new ToolError(`“${path}” may not be opened: its permissions forbid it.`)
    default:
      return error
  }
}

export const unless =
  (...codes: readonly string[]) =>
  (error: NodeJS.ErrnoException): void => {
    if (!codes.includes(error.code ?? '')) throw error
  }
