import { examineDatabase, examineMachine, examinePlaces } from '@pm-bot/doctor'
import type { DoctorView, FindingView, Settings } from '@pm-bot/domain'
import { type Database, listWorkers } from '@pm-bot/store'

/**
 * Who asks while somebody is being answered gets that answer: looking takes a moment, and asks git and GitHub.
 * Nothing is changed by it.
 */
export function createExaminer(settings: Settings, database: Database) {
  let underWay: Promise<FindingView[]> | undefined
  const here = () => {
    underWay ??= look(settings).finally(() => {
      underWay = undefined
    })
    return underWay
  }
  return async (): Promise<DoctorView> => {
    const [findings, workers] = await Promise.all([here(), listWorkers(database)])
    const alive = workers.filter(({ state }) => state !== 'silent')
    return { findings, workers: alive.map(({ id, host, findings }) => ({ id, host, findings })) }
  }
}

const look = async (settings: Settings): Promise<FindingView[]> => [
  ...(await examineMachine()),
  // A SQLite file is in use by this very process, which has better to do than to read all of it.
  ...(settings.databaseUrl === null ? [] : await examineDatabase(settings)),
  ...(await examinePlaces(settings)),
]
