import { postgresCheckpoints } from '@pm-bot/checkpoints'
import { afterAll } from 'vitest'
import { openLeasedDatabase } from '../../../../tests/setup/leased-database.ts'
import { describeLoop } from './loop.contract.ts'

const database = await openLeasedDatabase()
afterAll(() => database.close())
const checkpoints = postgresCheckpoints({ pool: database.pool })
await checkpoints.prepare()

describeLoop(async () => ({ checkpoints, lease: database.lease }))
