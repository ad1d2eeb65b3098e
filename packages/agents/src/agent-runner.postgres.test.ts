import { afterAll } from 'vitest'
import { describeAgentRunner } from './agent-runner.contract.ts'
import { describeForeignGraphs } from './foreign-graph.contract.ts'
import { openLeasedDatabase } from './leased-database.fixture.ts'
import { postgresCheckpoints } from './postgres-checkpoints.ts'

const database = await openLeasedDatabase()
afterAll(() => database.close())
const checkpoints = postgresCheckpoints({ pool: database.pool })
await checkpoints.prepare()

const storage = async () => ({ checkpoints, lease: database.lease })
describeAgentRunner(storage)
describeForeignGraphs(storage)
