import type { StorageTx, TurnRecord } from '../../packages/runtime/src/index.ts'
import type { Database } from '../../packages/store/src/index.ts'
import { isArmed, reach } from './reach.fixture.ts'

type Transact<Tx> = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** What each transaction did so far; its two points are named after that. */
const stepsOf = new WeakMap<object, Set<string>>()

export const note = (tx: object, step: string): void => void stepsOf.get(tx)?.add(step)

/** Stops before and after the commit of transactions that did something with a name. */
export function stopping<Tx extends object>(
  transact: Transact<Tx>,
  database: Database,
  noting: (tx: Tx) => Tx = (tx) => tx,
): Transact<Tx> {
  return async (work) => {
    const steps = new Set<string>()
    const result = await transact(async (tx) => {
      stepsOf.set(tx, steps)
      const value = await work(noting(tx))
      for (const step of steps) await reach(`before ${step} commits`)
      return value
    })
    for (const step of steps) await reachCommitted(`after ${step} commits`, database)
    return result
  }
}

/** If Postgres dies at this point, the commit stands and its answer is lost, as when the socket breaks. */
async function reachCommitted(point: string, { postgres }: Database): Promise<void> {
  if (!isArmed(point)) return
  const connection = await postgres?.pool.connect()
  try {
    await reach(point)
    await connection?.query('select 1')
  } finally {
    connection?.release()
  }
}

/** The runtime's transaction, which notes those of its steps that crash points are named after. */
export function notingSteps(tx: StorageTx): StorageTx {
  return {
    ...tx,
    async saveTurns(turns) {
      await tx.saveTurns(turns)
      for (const turn of turns) for (const name of namesOf(turn)) note(tx, name)
    },
    async beginAttempt(job, workerId) {
      const attempt = await tx.beginAttempt(job, workerId)
      if (attempt) note(tx, `begin ${attempt.verb}`)
      return attempt
    },
    async finishAttempt(attempt, outcome) {
      const accepted = await tx.finishAttempt(attempt, outcome)
      if (accepted) note(tx, `finish ${attempt.verb}`)
      return accepted
    },
  }
}

/** E.g. `run-proposed`, `work-requested run-agent`. */
const namesOf = ({ events }: TurnRecord): string[] =>
  events.map(({ event }) => {
    const { type, verb, work } = event as { type: string; verb?: string; work?: { verb: string } }
    return [type, verb ?? work?.verb ?? []].flat().join(' ')
  })
