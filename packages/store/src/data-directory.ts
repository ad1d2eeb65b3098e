import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What is wrong with the place where pm-bot keeps its data, in a sentence that says what to do. */
export class DataDirectoryError extends Error {
  override name = 'DataDirectoryError'
}

/** The whole state of an instance; FEATURES A16–A23. */
export interface DataDirectory {
  root: string
  databaseFile: string
  auditKeyFile: string
  auditHeadsFile: string
  /** The key of the secrets that the operator gives over the page. */
  secretsKeyFile: string
  checkpoints: string
  /** Private clones of attempts under way. */
  attempts: string
  /** Clones of repositories on GitHub, `<owner>/<name>`. */
  repos: string
}

/** Makes the directory and its rooms. @throws DataDirectoryError */
export function openDataDirectory(path: string): DataDirectory {
  const root = resolve(path)
  try {
    for (const room of ['control_plane', 'artifacts', 'checkpoints', 'attempts', 'repos']) {
      mkdirSync(join(root, room), { recursive: true, mode: 0o700 })
    }
    accessSync(join(root, 'control_plane'), constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DataDirectoryError(
      `the data directory ${root} cannot be written (${(error as NodeJS.ErrnoException).code}); make it writable or set PMBOT_DATA_DIR to another`,
      { cause: error },
    )
  }
  return {
    root,
    databaseFile: join(root, 'control_plane', 'pm_bot.sqlite3'),
    auditKeyFile: join(root, 'control_plane', 'audit.key'),
    auditHeadsFile: join(root, 'control_plane', 'audit_heads'),
    secretsKeyFile: join(root, 'control_plane', 'secrets.key'),
    checkpoints: join(root, 'checkpoints'),
    attempts: join(root, 'attempts'),
    // As git names it, which is without links.
    repos: realpathSync(join(root, 'repos')),
  }
}

/**
 * Makes this process the only one that writes the SQLite file. A lock that the system
 * holds for the process, so that it is gone with it, however it ends.
 * @throws DataDirectoryError when another process has it
 */
export function lockDataDirectory({ root, databaseFile }: DataDirectory): { release(): void } {
  const lock = new DatabaseSync(`${databaseFile}.lock`, { timeout: 0 })
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    throw new DataDirectoryError(
      `another pm-bot process is using ${root}; stop it first, or set PMBOT_DATA_DIR and PMBOT_PORT for a second instance`,
      { cause: error },
    )
  }
  return { release: () => lock.close() }
}
