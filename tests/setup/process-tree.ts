import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export async function childrenOf(pid: number): Promise<number[]> {
  return (await listProcesses()).flatMap((each) => (each.parent === pid ? [each.pid] : []))
}

/** The parents before their children. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const processes = await listProcesses()
  const found = [pid]
  for (const ancestor of found) {
    for (const each of processes) if (each.parent === ancestor) found.push(each.pid)
  }
  return found.slice(1)
}

async function listProcesses(): Promise<{ pid: number; parent: number }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number)
    return pid && parent !== undefined ? [{ pid, parent }] : []
  })
}
