import { setTimeout as sleep } from 'node:timers/promises'
import { descendantsOf } from '../../setup/process-tree.ts'

/**
 * SIGSTOP, and SIGCONT so much later, as a machine that sleeps or swaps does; with its children
 * as `whole: 'tree'`. Resolves when it goes on, or when it is found dead.
 */
export async function stall(pid: number, ms: number, whole: 'process' | 'tree' = 'process'): Promise<void> {
  // The parent first: it cannot start another child then.
  const stopped = [pid].filter((each) => signal(each, 'SIGSTOP'))
  if (whole === 'tree') {
    const children = await descendantsOf(pid)
    stopped.push(...children.filter((each) => signal(each, 'SIGSTOP')))
  }
  await sleep(ms)
  for (const each of stopped.reverse()) signal(each, 'SIGCONT')
}

/** False when there is no such process any more. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
