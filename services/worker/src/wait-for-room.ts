import { assertDiskHasRoom, DiskFullError } from '@pm-bot/domain'
import { type Attempt, type Performer, RetryLater } from '@pm-bot/runtime'
import { recordProgressOnce } from '@pm-bot/store'
import type { WorkerContext } from './worker-context.ts'

const AGAIN_MS = 30_000

/**
 * Work of a run that stores files. A full disk is no failure of the run: it waits, says why on
 * its timeline, and spends no attempt. Asked before the work as well, so that a command is not
 * run over and over for a result that cannot be kept.
 */
export const startsWithRoom =
  (context: WorkerContext, perform: Performer): Performer =>
  (attempt, signal) =>
    waitForRoom(context, async () => {
      assertDiskHasRoom(await context.artifacts.diskSpace())
      return await perform(attempt, signal)
    })(attempt, signal)

/** Work that may store files, and may do without. */
export const waitForRoom =
  ({ store }: WorkerContext, perform: Performer): Performer =>
  async (attempt, signal) => {
    try {
      return await perform(attempt, signal)
    } catch (error) {
      if (!(error instanceof DiskFullError)) throw error
      await store.database.transaction((tx) =>
        recordProgressOnce(tx, attempt, runOf(attempt), {
          type: 'waits-for-disk',
          title: `Waits for room on the disk. ${error.message}`,
          by: null,
          detail: {},
        }),
      )
      throw new RetryLater(error.message, AGAIN_MS)
    }
  }

/** Every effect that stores files is a run's. */
const runOf = ({ owner }: Attempt): string => owner.key
