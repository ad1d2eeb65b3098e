import { GitHubLimitError, GitHubRefusedError, type GitHubRepo, type LookResult } from '@pm-bot/domain'
import type { Attempt, Performer } from '@pm-bot/runtime'
import { AttemptLostError, ownsEffect, saveConnection, saveVisibleRepos, type Tx } from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'

/** More than anybody chooses from. */
const MOST_REPOS = 10_000

/** Asks GitHub who the credential is and what it sees. */
export const lookAtGitHub =
  (context: WorkerContext): Performer =>
  (attempt, signal) =>
    unlessRefused(async () => {
      const connection = await context.github.connection()
      const repos: GitHubRepo[] = []
      for await (const page of context.github.visibleRepos(signal)) {
        repos.push(...page.items)
        if (repos.length >= MOST_REPOS) break
      }
      await writeOwned(context, attempt, async (tx) => {
        await saveVisibleRepos(tx, repos)
        await saveConnection(tx, connection, repos.length)
      })
    })

/** A person waits for the answer: a no, or a limit, is one. */
export async function unlessRefused(look: () => Promise<void>): Promise<LookResult> {
  try {
    await look()
    return { status: 'seen' }
  } catch (error) {
    if (error instanceof GitHubRefusedError) {
      return { status: 'refused', message: error.message, hint: error.hint }
    }
    if (error instanceof GitHubLimitError) {
      return {
        status: 'refused',
        message: error.message,
        hint: `Ask again after ${error.until.slice(11, 16)} UTC.`,
      }
    }
    throw error
  }
}

export async function writeOwned(
  { store: { database } }: WorkerContext,
  attempt: Attempt,
  write: (tx: Tx) => Promise<void>,
): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await ownsEffect(tx, attempt))) throw new AttemptLostError()
    await write(tx)
  })
}
