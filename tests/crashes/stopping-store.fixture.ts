import * as store from '../../packages/store/src/index.ts'
import { between } from './reach.fixture.ts'
import { note, notingSteps, stopping } from './stopping-transactions.fixture.ts'

export * from '../../packages/store/src/index.ts'

export async function openStore(options: store.StoreOptions): Promise<store.Store> {
  const { database, storage, queue, close } = await store.openStore(options)
  return {
    database: { ...database, transaction: stopping(database.transaction, database) },
    storage: { ...storage, transaction: stopping(storage.transaction, database, notingSteps) },
    queue: {
      ...queue,
      work: (name, concurrency, handle) =>
        queue.work(name, concurrency, (job) => between(`a job of ${name}`, () => handle(job))),
    },
    close,
  }
}

export const consumeDecision: typeof store.consumeDecision = (tx, use) => {
  note(tx, 'consume-decision')
  return store.consumeDecision(tx, use)
}

export const takeRunLeaseFor: typeof store.takeRunLeaseFor = (tx, runId, attempt) => {
  note(tx, 'take-lease')
  return store.takeRunLeaseFor(tx, runId, attempt)
}

export const recordProgress: typeof store.recordProgress = (tx, attempt, runId, event) => {
  note(tx, 'record-progress')
  return store.recordProgress(tx, attempt, runId, event)
}

export const sealAudit: typeof store.sealAudit = async (database, files) => {
  const sealing = notingResult(database, 'seal', ({ sealed }: { sealed: number }) => sealed > 0)
  return await store.sealAudit(sealing, files)
}

export const createReaper: typeof store.createReaper = (database, sendJobs, clock) => {
  type Judged = { verdicts: unknown[] }
  const reaping = notingResult(database, 'take-over', ({ verdicts }: Judged) => verdicts.length > 0)
  return store.createReaper(reaping, sendJobs, clock)
}

/** Every beat makes a transaction; only those that did something are a step. */
function notingResult<Result>(
  database: store.Database,
  step: string,
  isStep: (result: Result) => boolean,
): store.Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction(async (tx) => {
        const result = await work(tx)
        if (isStep(result as unknown as Result)) note(tx, step)
        return result
      }),
  }
}
