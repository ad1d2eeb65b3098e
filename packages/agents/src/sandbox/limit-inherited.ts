import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import type { TreeLimits } from './limits.ts'

/** Threads count as well, and so does what the user starts elsewhere meanwhile. */
const PER_PROCESS = 4
const ELSEWHERE = 1000

/**
 * Sets limits of this process that its children have from it, and that the system itself enforces: the size of files, and, of
 * anybody but a superuser, how many more processes there may be.
 */
export function limitInherited(prlimit: string, limits: TreeLimits): void {
  const uid = process.getuid?.() ?? 0
  const bounds = [`--fsize=${limits.fileBytes}`, '--core=0']
  if (uid !== 0) bounds.push(`--nproc=${threadsOf(uid) + PER_PROCESS * limits.processes + ELSEWHERE}`)
  execFileSync(prlimit, ['--pid', String(process.pid), ...bounds], { stdio: 'ignore' })
}

function threadsOf(uid: number): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, pid) => sum + threadsOfProcess(pid, uid), 0)
}

function threadsOfProcess(pid: string, uid: number): number {
  try {
    return statSync(`/proc/${pid}`).uid === uid ? readdirSync(`/proc/${pid}/task`).length : 0
  } catch {
    return 0
  }
}
