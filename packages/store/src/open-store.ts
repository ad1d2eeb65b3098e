import type { Redactor } from '@pm-bot/domain'
import type { Storage } from '@pm-bot/runtime'
import { type Database, type DatabaseOptions, openDatabase } from './database.ts'
import { flushOutbox } from './mailbox.ts'
import { migrate } from './migrate.ts'
import type { Projectors } from './projector.ts'
import { projectorsOf } from './projectors.ts'
import { openStorage } from './storage.ts'
import { type Carrier, openCarrier } from './work-queue.ts'

/** Everything that is kept in the database, opened and up to date. */
export interface Store {
  database: Database
  storage: Storage
  queue: Carrier
  close(): Promise<void>
}

export interface StoreOptions extends DatabaseOptions {
  redactor: Redactor
  /** Looks after the work queues; set in the scheduler and where there is but one process. */
  supervise?: boolean
  /** Instead of pm-bot's own: for tests of the runtime. */
  projectors?: Projectors
}

/** @throws DatabaseTooNewError before anything is changed */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = await openDatabase(options, flushOutbox)
  try {
    await migrate(database)
    const { supervise = true, onError } = options
    const queue = await openCarrier({ database, supervise, onError })
    const projectors = options.projectors ?? projectorsOf(options.redactor)
    const storage = openStorage({ database, projectors, sendJobs: queue.sendJobs })
    return {
      database,
      storage,
      queue,
      async close() {
        await queue.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
