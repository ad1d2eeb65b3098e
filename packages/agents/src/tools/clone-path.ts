import { ToolError } from './tool-performer.ts'

/** Beyond these no system, git or person finds the way. */
const MAX_NAMES = 50
const MAX_BYTES = 1000

/** What some file systems do not see in a name. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g
/** Of git's own directory, also as file systems without capitals, or with short names, would open it. */
const GIT_DIRECTORY = /^(?:\.git|git~\d+)[. ]*$/i

/**
 * The names that a path of an agent consists of; none for the top. Nothing is looked at: whether the way leads through links
 * is found out by going it. @throws ToolError
 */
export function namesOf(path: string): string[] {
  if (/\p{Cc}/u.test(path)) throw new ToolError('A path holds no control characters.')
  if (!path.isWellFormed()) throw new ToolError('The path is no proper text.')
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:[\\/]/.test(path)) {
    throw new ToolError(
      `“${path}” is not relative to the top of the repository. Leave out what stands before it.`,
    )
  }
  const names = path.split('/').filter((name) => name !== '' && name !== '.')
  if (names.length > MAX_NAMES || Buffer.byteLength(path) > MAX_BYTES) {
    throw new ToolError(`The path is too long: ${MAX_NAMES} names and ${MAX_BYTES} bytes are allowed.`)
  }
  if (names.includes('..'))
    throw new ToolError(`“${path}” holds “..”: name the path from the top of the repository.`)
  if (names.some((name) => GIT_DIRECTORY.test(name.replace(INVISIBLE, '')))) {
    throw new ToolError('Git’s own directory is closed. Use git_status, git_diff and git_log.')
  }
  return names
}
