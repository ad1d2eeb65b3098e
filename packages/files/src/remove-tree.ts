import { chmod, lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes a directory that may hold read-only ones, such as Go's module cache. */
export async function removeTree(directory: string): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'ENOTEMPTY') throw error
    await makeWritable(directory)
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What is gone already is fine: a failed `rm` goes on removing other parts after it has failed. */
async function makeWritable(directory: string): Promise<void> {
  try {
    // A link's target is not ours to open up.
    if (!(await lstat(directory)).isDirectory()) return
    await chmod(directory, 0o700)
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (entry.isDirectory()) await makeWritable(join(directory, entry.name))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
