import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'
import { type Finding, verdictsOf } from './finding.ts'

const { warning } = verdictsOf('sandbox')

/** What bubblewrap can do here. */
export type Bubblewrap = 'works' | 'fails' | 'absent'

export const checkSandbox = async (path: string): Promise<Finding> => judgeSandbox(await tryBubblewrap(path))

export function judgeSandbox(bubblewrap: Bubblewrap): Finding {
  const there: Record<Bubblewrap, string> = {
    works: 'bubblewrap works here, and pm-bot does not use it yet',
    fails: 'bubblewrap is installed but may not make a sandbox here',
    absent: 'bubblewrap is not installed',
  }
  return warning(
    `Commands of runs are not sandboxed (${there[bubblewrap]}): they can read whatever the user ${userInfo().username} can.`,
    'Approve the start of a run as you would type the command yourself, and run pm-bot as a user of its own.',
  )
}

async function tryBubblewrap(path: string): Promise<Bubblewrap> {
  const args = ['--ro-bind', '/', '/', '--unshare-user', '--unshare-pid', 'true']
  try {
    await promisify(execFile)('bwrap', args, { env: { PATH: path }, timeout: 10_000 })
    return 'works'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'fails'
  }
}
