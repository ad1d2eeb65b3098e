import { statfsSync } from 'node:fs'
import type { CommandLimit } from '@pm-bot/domain'
import type { TreeLimits } from './limits.ts'
import { descendantsOf, memoryAtMost, memoryOf, sessionOf, startOf } from './process-tree.ts'

export interface TreeWatch {
  /** Everything that was ever seen of the tree and is alive, also what has left its group or lost its parent. */
  members(): number[]
  stop(): void
}

const EVERY_MS = 50

/**
 * Looks again and again at a process and all that it started. Between two looks a process may lose its parent and leave its
 * session, and is not seen any more; in a sandbox with process ids of its own none can.
 */
export function watchTree(
  root: number,
  options: {
    limits: TreeLimits
    /** A directory on the disk whose room is watched. */
    disk: string
    /** Nobody can leave the tree unseen. */
    enclosed: boolean
    onLimit: (limit: CommandLimit) => void
  },
): TreeWatch {
  const seen = new Map<number, string>()
  note(root)
  let timer = setTimeout(look, EVERY_MS / 5)

  function note(pid: number): void {
    const start = startOf(pid)
    if (start !== undefined) seen.set(pid, start)
  }

  /** A number may by now be somebody else's. */
  function members(): number[] {
    for (const [pid, start] of seen) if (startOf(pid) !== start) seen.delete(pid)
    const session = options.enclosed ? [] : sessionOf(root)
    const found = descendantsOf([...seen.keys(), ...session], options.limits.processes)
    for (const pid of found) if (!seen.has(pid)) note(pid)
    return [...seen.keys()]
  }

  function look(): void {
    const startedAt = performance.now()
    const limit = exceeded(members(), options)
    // At most a tenth of the time, however big the tree is.
    const rest = Math.max(EVERY_MS, 10 * (performance.now() - startedAt))
    if (limit === null) timer = setTimeout(look, rest)
    else options.onLimit(limit)
  }

  return { members, stop: () => clearTimeout(timer) }
}

function exceeded(
  pids: readonly number[],
  { limits, disk }: { limits: TreeLimits; disk: string },
): CommandLimit | null {
  if (pids.length > limits.processes) return 'processes'
  if (memoryAtMost(pids) > limits.memoryBytes && memoryOf(pids) > limits.memoryBytes) return 'memory'
  return freeBytesOf(disk) < limits.freeBytes ? 'disk' : null
}

function freeBytesOf(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
