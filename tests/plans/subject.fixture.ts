import { createRedactor, type Redactor } from '@pm-bot/domain'
import type { StorageTx } from '@pm-bot/runtime'
import type { Bench } from '../../packages/store/conformance/bench.ts'
import type { Database, Tx } from '../../packages/store/src/database.ts'
import type { Store } from '../../packages/store/src/open-store.ts'
import { nthId, REPOS, type Size } from './crowd-size.fixture.ts'
import type { Limits } from './judge-plan.fixture.ts'

/** Where a subject asks: a store on a database in which much has happened. */
export interface Scene {
  dialect: Bench['dialect']
  directory: string
  store: Store
  database: Database
  redactor: Redactor
  size: Size
  /** Any one of each. */
  ids: {
    workspace: string
    repo: string
    blockedRun: string
    endedRuns: string[]
    pendingItem: string
    /** Its token is its id. */
    runningEffect: string
    openEffect: string
  }
  /** In a transaction that is taken back: what is asked is there to be asked again. */
  tried(work: (tx: Tx) => Promise<unknown>): Promise<void>
  /** The same with the runtime's transaction. */
  triedByRuntime(work: (tx: StorageTx) => Promise<unknown>): Promise<void>
}

/** Something that is asked of the store, and what it may cost more than usual. */
export interface Subject {
  /** Exported functions of the store whose every statement is sent. */
  covers?: string[]
  what: string
  ask(scene: Scene): Promise<unknown>
  limits?: Partial<Limits>
  /** Why it may. */
  because?: string
}

type Exported = keyof typeof import('@pm-bot/store')

/** A subject that sends every statement of these functions, named after the first. */
export function subject(
  covers: Exported | Exported[],
  what: string,
  ask: Subject['ask'],
  more: Partial<Subject> = {},
): Subject {
  const names = [covers].flat()
  return { covers: names, what: `${names[0]}, ${what}`, ask, ...more }
}

class TakenBack extends Error {}

export function sceneOf(dialect: Bench['dialect'], directory: string, store: Store, size: Size): Scene {
  const runs = size.blocked + size.ended
  const takenBack = async (transaction: Promise<unknown>) => {
    await transaction.catch((error) => {
      if (!(error instanceof TakenBack)) throw error
    })
  }
  return {
    dialect,
    directory,
    store,
    database: store.database,
    redactor: createRedactor([]),
    size,
    ids: {
      workspace: nthId(2),
      repo: nthId(1 + ((runs - 5) % REPOS)),
      blockedRun: nthId(runs - 5),
      endedRuns: Array.from({ length: 100 }, (_, index) => nthId(size.ended - index)),
      pendingItem: nthId(runs - 5),
      runningEffect: nthId(2 * runs + 100),
      openEffect: nthId(2 * runs + 102),
    },
    tried: (work) =>
      takenBack(
        store.database.transaction(async (tx) => {
          await work(tx)
          throw new TakenBack()
        }),
      ),
    triedByRuntime: (work) =>
      takenBack(
        store.storage.transaction(async (tx) => {
          await work(tx)
          throw new TakenBack()
        }),
      ),
  }
}
