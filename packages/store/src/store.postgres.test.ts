import { afterAll, beforeAll, describe, inject } from 'vitest'
import { describeAsk } from '../conformance/ask.ts'
import { describeAudit } from '../conformance/audit.ts'
import { type Bench, openPostgresBench } from '../conformance/bench.ts'
import { describeDecisions } from '../conformance/decisions.ts'
import { describeEffects } from '../conformance/effects.ts'
import { describeMailbox } from '../conformance/mailbox.ts'
import { describeTimers } from '../conformance/timers.ts'
import { describeTurns } from '../conformance/turns.ts'
import { describeWakeups } from '../conformance/wakeups.ts'
import { describeWorkQueue } from '../conformance/work-queue.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
})
afterAll(() => bench.dispose())

describe('on Postgres', () => {
  describeMailbox(() => bench)
  describeTurns(() => bench)
  describeAsk(() => bench)
  describeTimers(() => bench)
  describeWakeups(() => bench)
  describeEffects(() => bench)
  describeWorkQueue(() => bench)
  describeAudit(() => bench)
  describeDecisions(() => bench)
})
