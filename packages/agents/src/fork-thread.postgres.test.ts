import { afterAll } from 'vitest'
import { describeForks } from './fork-thread.contract.ts'
import { openLeasedDatabase } from './leased-database.fixture.ts'
import { postgresCheckpoints } from './postgres-checkpoints.ts'

const database = await openLeasedDatabase()
afterAll(() => database.close())
const checkpoints = postgresCheckpoints({ pool: database.pool })
await checkpoints.prepare()

describeForks(async () => ({ checkpoints, lease: database.lease }))
