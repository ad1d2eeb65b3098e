import { join } from 'node:path'

/** What lies where in a workspace's directory. */
export interface WorkspaceLayout {
  directory: string
  /** Ours. The agent is never told of it, so what it holds can be trusted as far as a user's files can. */
  gitDir: string
  /** The agent's, with a `.git` that we write once and never read again. */
  workDirectory: string
}

export const layoutOf = (directory: string): WorkspaceLayout => ({
  directory,
  gitDir: join(directory, 'trusted.git'),
  workDirectory: join(directory, 'work'),
})

/** Written last, so a workspace that has it is complete. */
export const BASE_REF = 'refs/pm-bot/base'
