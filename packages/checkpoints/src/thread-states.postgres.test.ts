import { afterAll } from 'vitest'
import { openLeasedDatabase } from '../../../tests/setup/leased-database.ts'
import { postgresCheckpoints } from './postgres-checkpoints.ts'
import { describeThreadStates } from './thread-states.contract.ts'
import { postgresThreadStates } from './thread-states.ts'

const database = await openLeasedDatabase()
afterAll(() => database.close())
const checkpoints = postgresCheckpoints({ pool: database.pool })
await checkpoints.prepare()

describeThreadStates({
  checkpoints,
  states: postgresThreadStates(database.pool),
  lease: (runId) => database.lease(runId, 1),
  damage: async (threadId, number) =>
    void (await database.pool.query(
      `UPDATE langgraph.checkpoint_blobs SET blob = substr(blob, 1, 3)
       WHERE thread_id = $1 AND version = $2 AND channel = 'notes'`,
      [threadId, `${number}`],
    )),
})
