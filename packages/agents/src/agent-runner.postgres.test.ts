import { postgresCheckpoints } from '@pm-bot/checkpoints'
import { afterAll } from 'vitest'
import { openLeasedDatabase } from '../../../tests/setup/leased-database.ts'
import { describeAgentRunner } from './agent-runner.contract.ts'
import { describeForeignGraphs } from './foreign-graph.contract.ts'

const database = await openLeasedDatabase()
afterAll(() => database.close())
const checkpoints = postgresCheckpoints({ pool: database.pool })
await checkpoints.prepare()

const storage = async () => ({ checkpoints, lease: database.lease })
describeAgentRunner(storage)
describeForeignGraphs(storage)
