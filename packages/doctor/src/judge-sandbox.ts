import { userInfo } from 'node:os'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning } = verdictsOf('sandbox')

/** How far commands of runs are kept from the machine that they run on. */
export interface SandboxFacts {
  level: 'bubblewrap' | 'process-group'
  /** Why it is not a better one. */
  shortfall: string | null
  /** What bounds the size of a file. */
  prlimit: string | null
}

export function judgeSandbox({ level, shortfall, prlimit }: SandboxFacts): Finding {
  switch (level) {
    case 'bubblewrap':
      if (prlimit === null) {
        return warning(
          'Commands of runs are sandboxed by bubblewrap, but nothing bounds the size of a file: prlimit is not installed.',
          'Install util-linux.',
        )
      }
      return ok(
        'Commands of runs are sandboxed by bubblewrap: they see their private clone and the programs of this machine, nothing ' +
          'else of it, and the network only where it is allowed.',
      )
    case 'process-group':
      return warning(
        `Commands of runs are not sandboxed, level process-group (${shortfall}): they can read and change whatever the user ` +
          `${userInfo().username} can, and reach the network.`,
        'Install bubblewrap, or allow it user namespaces. Until then approve the start of a run as you would type the command ' +
          'yourself, and run pm-bot as a user of its own.',
      )
  }
}
