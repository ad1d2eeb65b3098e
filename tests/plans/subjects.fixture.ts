import { BUDGETS } from './budgets.fixture.ts'
import { GITHUB } from './github.fixture.ts'
import { GRANTS } from './grants.fixture.ts'
import { MACHINERY } from './machinery.fixture.ts'
import { NOTIFIER_SUBJECTS } from './notifiers.fixture.ts'
import { READS } from './reads.fixture.ts'
import { RUN_AGAIN } from './run-again.fixture.ts'
import { SEARCH } from './search.fixture.ts'
import type { Subject } from './subject.fixture.ts'
import { TURNS } from './turns.fixture.ts'
import { WORK } from './work.fixture.ts'

export const SUBJECTS: readonly Subject[] = [
  ...READS,
  ...RUN_AGAIN,
  ...GITHUB,
  ...SEARCH,
  ...GRANTS,
  ...NOTIFIER_SUBJECTS,
  ...BUDGETS,
  ...WORK,
  ...TURNS,
  ...MACHINERY,
]

/** What the store exports and what asks no table that grows. */
export const ASKS_NOTHING: Record<string, string> = {
  changed: 'a hint',
  onChanged: 'a listener',
  onSessionEnded: 'a listener',
  jobStateOf: 'a rule',
  readerOf: 'a cast',
  storeTxOf: 'a cast',
  overdueTimers: 'one of the statements of readBacklog',
  openVault: 'opens',
  pushKeysOf: 'reckons',
  openPool: 'opens',
  openStore: 'opens',
  openDataDirectory: 'opens',
  openDatabaseToRead: 'opens',
  lockDataDirectory: 'locks a file',
  examinePostgres: "asks for the server's settings",
  examineSqlite: 'checks the file from end to end, which is its purpose',
  grantRuntimeRole: 'grants',
  untilIndexesBuilt: 'asks pg-boss for the state of its upgrade',
}
