import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

/** False also for a zombie, which nobody may have come to reap. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)])
    return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
  } catch {
    return false
  }
}

export async function untilDead(pid: number, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (await isAlive(pid)) {
    if (performance.now() > deadline) throw new Error(`process ${pid} is alive after ${withinMs} ms`)
    await delay(10)
  }
}
