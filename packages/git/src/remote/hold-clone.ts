import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

const AGAIN_MS = 100

/**
 * One at a time for a clone, across processes. The system holds the lock for the process, so that it is gone with
 * it, however that ends.
 */
export async function holdClone<T>(
  { parent, directory, signal }: { parent: string; directory: string; signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 32)
  const lock = new DatabaseSync(join(parent, `${name}.lock`), { timeout: 0 })
  try {
    while (!tryLock(lock)) await sleep(AGAIN_MS, undefined, signal ? { signal } : {})
    return await work()
  } finally {
    lock.close()
  }
}

const SQLITE_BUSY = 5

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false
    throw error
  }
}
