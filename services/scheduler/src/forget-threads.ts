import type { Checkpoints } from '@pm-bot/checkpoints'
import type { DataDirectory, Store } from '@pm-bot/store'

/** Removes checkpoints where the workers keep them: tables on Postgres, files beside SQLite. */
export function forgetThreads(store: Store, data: DataDirectory): (threadId: string) => Promise<void> {
  let opened: Promise<Checkpoints> | undefined
  return async (threadId) => {
    opened ??= openCheckpoints(store, data)
    opened.catch(() => (opened = undefined))
    await (await opened).forget(threadId)
  }
}

/** When there is something to forget: LangGraph takes 70 MB that a scheduler needs for nothing else. */
async function openCheckpoints({ database }: Store, data: DataDirectory): Promise<Checkpoints> {
  const { fileCheckpoints, postgresCheckpoints } = await import('@pm-bot/checkpoints')
  if (database.postgres === null) {
    const assertLease = async () => {
      throw new Error('the scheduler writes no checkpoints')
    }
    return fileCheckpoints({ directory: data.checkpoints, assertLease })
  }
  const checkpoints = postgresCheckpoints({ pool: database.postgres.pool })
  // A run may have ended before any worker was there to make the tables.
  await checkpoints.prepare()
  return checkpoints
}
