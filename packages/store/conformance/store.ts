import { describeAsk } from './ask.ts'
import { describeAudit } from './audit.ts'
import { describeBacklog } from './backlog.ts'
import type { Bench } from './bench.ts'
import { describeDecisions } from './decisions.ts'
import { describeEffects } from './effects.ts'
import { describeMailbox } from './mailbox.ts'
import { describeParkedMessages } from './parked-messages.ts'
import { describeQueues } from './queues.ts'
import { describeRecovery } from './recovery.ts'
import { describeRetention } from './retention.ts'
import { describeRunWork } from './run-work.ts'
import { describeSearch } from './search.ts'
import { describeSessions } from './sessions.ts'
import { describeSuspicion } from './suspicion.ts'
import { describeTimers } from './timers.ts'
import { describeTurns } from './turns.ts'
import { describeWakeups } from './wakeups.ts'
import { describeWorkQueue } from './work-queue.ts'
import { describeWorkerList } from './worker-list.ts'

/** Everything that a store promises, on whichever database the bench is. */
export function describeStore(bench: () => Bench): void {
  describeMailbox(bench)
  describeTurns(bench)
  describeAsk(bench)
  describeTimers(bench)
  describeWakeups(bench)
  describeEffects(bench)
  describeWorkQueue(bench)
  describeRecovery(bench)
  describeSuspicion(bench)
  describeAudit(bench)
  describeDecisions(bench)
  describeBacklog(bench)
  describeRetention(bench)
  describeSessions(bench)
  describeQueues(bench)
  describeParkedMessages(bench)
  describeWorkerList(bench)
  describeRunWork(bench)
  describeSearch(bench)
}
