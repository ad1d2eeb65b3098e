import { afterAll } from 'vitest'
import { openLeasedDatabase } from '../../../tests/setup/leased-database.ts'
import { postgresCheckpoints } from './postgres-checkpoints.ts'
import { validateSaver } from './validate-saver.fixture.ts'

const database = await openLeasedDatabase()
afterAll(() => database.close())
const checkpoints = postgresCheckpoints({ pool: database.pool })

validateSaver({
  name: 'postgresCheckpoints',
  createSaver: async () => {
    await checkpoints.prepare()
    await database.lease('run', 1)
    return checkpoints.forAttempt({ runId: 'run', epoch: 1 })
  },
  destroySaver: async () => {
    await database.pool.query('DROP SCHEMA langgraph CASCADE')
  },
})
