import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Socket } from 'node:net'
import { COMMAND_GUARD_MARK, isLoopback } from '@pm-bot/domain'

/**
 * Whether a connection from this machine is that of a command of a run, or of whatever it started. While commands run, it is
 * taken for theirs unless its other end is held by a process that no guard stands above: one that let go of it at once, or
 * handed it down while we look, must not pass for somebody else. Linux only; elsewhere no connection is theirs.
 */
export function isCalledByRun({ remoteAddress, remotePort, localPort }: Socket): boolean {
  if (!isLoopback(remoteAddress?.replace(/^::ffff:/, '') ?? '')) return false
  const processes = readProcesses()
  if (![...processes.values()].some(({ isGuard }) => isGuard)) return false
  const end = lookUpEnd(remotePort ?? 0, localPort ?? 0)
  if (end === undefined) return true
  // Commands run as our own user, whose processes are all that we can look into.
  if (end.uid !== process.getuid?.()) return false
  const guarded = guardedSessions(processes)
  return ![...processes].some(
    ([pid, { session }]) => !guarded.has(session) && isOutside(pid, processes) && holds(pid, end.inode),
  )
}

type Processes = ReadonlyMap<number, { parent: number; session: number; isGuard: boolean }>

function readProcesses(): Processes {
  const processes = new Map<number, { parent: number; session: number; isGuard: boolean }>()
  for (const name of namesIn('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const stat = textOf(`/proc/${pid}/stat`)
    // The program's name before it may hold blanks and brackets.
    const [, parent, , session] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const isGuard = textOf(`/proc/${pid}/cmdline`).split('\0').includes(COMMAND_GUARD_MARK)
    processes.set(pid, { parent: parent ?? 0, session: session ?? 0, isGuard })
  }
  return processes
}

/**
 * The sessions of the commands that guards began. Without a namespace of processes, the first process adopts whatever
 * outlives its parent: no guard stands above it any more, but it is still of its command's session.
 */
const guardedSessions = (processes: Processes): ReadonlySet<number> =>
  new Set(
    [...processes.values()]
      .filter(({ parent }) => processes.get(parent)?.isGuard)
      .map(({ session }) => session),
  )

/** Its parents lead to the first process, and none of them is a guard. */
function isOutside(pid: number, processes: Processes): boolean {
  for (let at = pid; at > 1; ) {
    const found = processes.get(at)
    if (!found || found.isGuard) return false
    at = found.parent
  }
  return true
}

/** The end of a connection that speaks from one port of this machine to another; undefined when nobody holds it any more. */
function lookUpEnd(from: number, to: number): { inode: string; uid: number } | undefined {
  const [local, remote] = [from, to].map((port) => port.toString(16).toUpperCase().padStart(4, '0'))
  for (const table of ['tcp', 'tcp6']) {
    for (const line of textOf(`/proc/net/${table}`).split('\n')) {
      const [, source, target, , , , , uid, , inode = '0'] = line.trim().split(/\s+/)
      if (!source?.endsWith(`:${local}`) || !target?.endsWith(`:${remote}`)) continue
      return inode === '0' ? undefined : { inode, uid: Number(uid) }
    }
  }
  return undefined
}

const holds = (pid: number, inode: string): boolean =>
  namesIn(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`)

/** What is gone, or not ours to see, reads as empty. */
function orEmpty<T>(read: () => T, empty: T): T {
  try {
    return read()
  } catch {
    return empty
  }
}
const namesIn = (directory: string): string[] => orEmpty(() => readdirSync(directory), [])
const textOf = (file: string): string => orEmpty(() => readFileSync(file, 'utf8'), '')
const linkOf = (file: string): string => orEmpty(() => readlinkSync(file), '')
