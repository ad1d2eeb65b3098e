import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '../../setup/temporary-folder.ts'

/** A file system in memory that is as large as it was asked to be. */
export interface SmallDisk {
  directory: string
  /** Takes all the room that is left. */
  fill(): Promise<void>
  /** Gives back what `fill` took. */
  free(): Promise<void>
  end(): Promise<void>
}

/** However we end, the kernel closes the pipe, and the disk goes. Lazily: a server may still have files open on it. */
const GUARD = `trap '' HUP INT TERM
read -r _
umount -l "$1" && rmdir "$1"`

/** Undefined where this process may not mount. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const directory = await mkdtemp(join(temporaryFolder(), 'pm-bot-disk-'))
  try {
    const options = `size=${megabytes}m,mode=0755`
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory])
  } catch {
    await rmdir(directory)
    return undefined
  }
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()

  const ballast = join(directory, 'ballast')
  return {
    directory,
    fill: () => writeUntilFull(ballast),
    free: () => rm(ballast, { force: true }),
    async end() {
      const ended = once(guard, 'close')
      guard.ref()
      guard.stdin.end()
      await ended
    },
  }
}

async function writeUntilFull(path: string): Promise<void> {
  const file = await open(path, 'a')
  try {
    for (let size = 1 << 20; size > 0; ) {
      const full = await file.write(Buffer.alloc(size)).then(
        ({ bytesWritten }) => bytesWritten < size,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOSPC') throw error
          return true
        },
      )
      // The last page, too, is taken.
      if (full) size = Math.floor(size / 4)
    }
  } finally {
    await file.close()
  }
}
