import { rm } from 'node:fs/promises'
import { type CheckpointCorruptError, writeCheckpointFile } from './checkpoint-file.ts'
import { threadDirectory } from './checkpoint-names.ts'
import type { Attempt, Checkpoints } from './checkpoints.ts'
import { FileCheckpointSaver } from './file-checkpoint-saver.ts'
import { takeTurns } from './take-turns.ts'

export interface FileCheckpointsOptions {
  /** `data/checkpoints` */
  directory: string
  /**
   * Throws LeaseLostError unless this attempt owns the run; asked when a file is complete and
   * about to appear. Files have no transaction to hold the answer, so one process must write
   * them, as in Mode A.
   */
  assertLease: (runId: string, epoch: number) => Promise<void>
  /** A file was passed over because it is corrupt; the run goes on from the last good one. */
  onCorrupt?: (error: CheckpointCorruptError) => void
}

/** Threads as files, each one whole, durable, and verified whenever it is read. */
export function fileCheckpoints({
  directory,
  assertLease,
  onCorrupt = () => {},
}: FileCheckpointsOptions): Checkpoints {
  // Shared by all attempts of this process: they number one thread's files from one count.
  const inTurn = takeTurns()
  const forget = (threadId: string) =>
    rm(threadDirectory(directory, threadId), { recursive: true, force: true })

  return {
    prepare: async () => {},
    forget,
    forAttempt: ({ runId, epoch }: Attempt) => {
      const mayWrite = () => assertLease(runId, epoch)
      return new FileCheckpointSaver({
        directory,
        inTurn,
        onCorrupt,
        write: (path, content) => writeCheckpointFile(path, content, mayWrite),
        remove: async (threadId) => {
          await mayWrite()
          await forget(threadId)
        },
      })
    },
  }
}
