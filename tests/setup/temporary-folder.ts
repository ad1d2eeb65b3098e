import { existsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'

/** One that every user can reach: Postgres does not run as root. */
export function temporaryFolder(): string {
  const candidates = [tmpdir(), '/tmp', '/var/tmp']
  const found = candidates.find(isReachable)
  if (!found) throw new Error(`other users can reach none of ${candidates.join(', ')}`)
  return found
}

/** Whether anybody may pass through every folder above, and read the last. */
export function isReachable(path: string): boolean {
  const open = (folder: string, bits: number) => existsSync(folder) && (statSync(folder).mode & bits) === bits
  if (!open(path, 0o5)) return false
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) if (!open(at, 0o1)) return false
  return true
}
