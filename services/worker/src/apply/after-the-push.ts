import { GitHubRefusedError, type OperationReport } from '@pm-bot/domain'
import { listWritten, WriteRefused } from './write-refused.ts'

/** Once the branch is there, whatever ends the write says so, and what to do about it. */
export async function afterThePush<T>(
  written: readonly OperationReport[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const there = listWritten(written)
    if (error instanceof WriteRefused) {
      const rest = `${there}, but no pull request was opened: open one from that branch on GitHub, or delete it there before you retry the run`
      throw new WriteRefused(`${error.why}. ${rest}.`, error.why, written)
    }
    if (error instanceof GitHubRefusedError) {
      const hint = [error.hint, 'Then put the job back to work: it finds what is there.']
      const message = `${there}; what was to follow was refused: ${error.message}`
      throw new GitHubRefusedError(error.status, message, hint.filter(Boolean).join(' '))
    }
    throw error
  }
}
