import { postgresCheckpoints } from '@pm-bot/checkpoints'
import { afterAll } from 'vitest'
import { openLeasedDatabase } from '../../../tests/setup/leased-database.ts'
import { describeForks } from './fork-thread.contract.ts'

const database = await openLeasedDatabase()
afterAll(() => database.close())
const checkpoints = postgresCheckpoints({ pool: database.pool })
await checkpoints.prepare()

describeForks(async () => ({ checkpoints, lease: database.lease }))
