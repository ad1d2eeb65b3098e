import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'
import { StepCorruptError, type ThreadState, type ThreadStates, type ThreadStep } from '@pm-bot/domain'
import type { Pool } from 'pg'
import { ChainedPostgresSaver } from './chained-postgres-saver.ts'
import { CheckpointCorruptError } from './checkpoint-file.ts'
import { fencedPool } from './fenced-pool.ts'
import { FileCheckpointSaver } from './file-checkpoint-saver.ts'
import { plainSerde } from './plain-serde.ts'
import { plainState } from './plain-state.ts'
import { takeTurns } from './take-turns.ts'

const refuse = async (): Promise<never> => {
  throw new Error('what shows threads writes none')
}

/** The states of threads that are files. A file appears whole, so that reading waits for nobody who writes. */
export const fileThreadStates = (directory: string): ThreadStates =>
  statesOf(
    new FileCheckpointSaver(
      { directory, inTurn: takeTurns(), onCorrupt: () => {}, write: refuse, remove: refuse },
      plainSerde,
    ),
  )

/** The states of threads in Postgres. */
export const postgresThreadStates = (pool: Pool, schema = 'langgraph'): ThreadStates =>
  statesOf(new ChainedPostgresSaver(fencedPool(pool, refuse), schema, plainSerde))

const statesOf = (saver: BaseCheckpointSaver): ThreadStates => ({
  async read(step) {
    try {
      return await readState(saver, step)
    } catch (error) {
      throw isDamage(error) ? new StepCorruptError(step, error) : error
    }
  },
})

/** What is no JSON, or JSON of another shape, fails where it is read. */
const isDamage = (error: unknown): boolean =>
  error instanceof CheckpointCorruptError || error instanceof SyntaxError || error instanceof TypeError

async function readState(
  saver: BaseCheckpointSaver,
  { threadId, checkpointId }: ThreadStep,
): Promise<ThreadState | undefined> {
  const found = await saver.getTuple({
    configurable: { thread_id: threadId, checkpoint_ns: '', checkpoint_id: checkpointId },
  })
  if (!found) return undefined
  const before = found.parentConfig && (await saver.getTuple(found.parentConfig))
  return {
    values: plainState(found.checkpoint.channel_values),
    previous: before ? plainState(before.checkpoint.channel_values) : null,
  }
}
