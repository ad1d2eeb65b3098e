import type { UpdateClonePayload, UpdateCloneResult } from '@pm-bot/domain'
import type { Performer } from '@pm-bot/runtime'
import { listOpenBranches } from '@pm-bot/store'
import { clonePath } from '../clone-path.ts'
import { asTrouble, isRefusal } from '../github-trouble.ts'
import type { WorkerContext } from '../worker-context.ts'

/** Brings a repository's clone up to date: its default branch, and those of its runs' open pull requests. */
export const updateClone =
  ({ store, git, github, data }: WorkerContext): Performer =>
  async (attempt, signal): Promise<UpdateCloneResult> => {
    const { repoId, fullName } = attempt.payload as UpdateClonePayload
    try {
      const remote = await github.remote(fullName)
      const branches = (await listOpenBranches(store.database, repoId)).map((name) => `refs/heads/${name}`)
      const directory = clonePath(data, fullName)
      const { headSha } = await git.updateClone({ directory, remote, branches, signal })
      return { status: 'updated', headSha, at: await store.database.now() }
    } catch (error) {
      if (isRefusal(error)) return { status: 'refused', message: error.message, hint: error.hint }
      throw asTrouble(error)
    }
  }
