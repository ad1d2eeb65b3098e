import type { InboxItemView } from '@pm-bot/domain'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf, spreadOf } from '../figures.ts'
import { onApiStage } from './api-stage.ts'
import type { LoadRequest } from './load-plan.ts'
import { failuresOf, tableOfLoads } from './load-table.ts'
import { pendingItems } from './pending-items.ts'
import { runLoad } from './run-load.ts'

const CONNECTIONS = 100
const DECISIONS = 1500
const LINE = `ask, ${CONNECTIONS} at once: decision → committed state, p95 < 100 ms`

/** What waits is decided upon by many at once; an answer says what is committed. */
export const askLatency: BenchCase = {
  name: 'ask',
  title: 'Decisions',
  measure: (say, bench) =>
    onApiStage({}, async ({ fleet, address, headers, client, fillInbox }) => {
      await fillInbox(DECISIONS * (bench.rounds + 1))
      await fleet.start('scheduler')
      const items = await pendingItems(client)
      const load = (round: number) => {
        const requests = items.slice(round * DECISIONS, (round + 1) * DECISIONS).map(decisionOn)
        return runLoad({ origin: address, headers, connections: CONNECTIONS, requests })
      }

      await load(0)
      const loads = []
      for (let round = 1; round <= bench.rounds; round += 1) {
        loads.push(await load(round))
        say(`  round ${round}: ${JSON.stringify(spreadOf(Object.values(loads.at(-1)!.times).flat()))}`)
      }
      const p95 = roundsOf(loads.map(({ times }) => spreadOf(Object.values(times).flat()).p95))
      const failures = loads.flatMap(failuresOf)
      return {
        figures: { connections: CONNECTIONS, decisions: DECISIONS, p95, failures },
        holds: { [LINE]: p95.median < 100 && failures.length === 0 },
        found: { [LINE]: `${p95.median} ms (${p95.min} to ${p95.max})` },
        tables: [
          tableOfLoads(`${DECISIONS} decisions a round over ${CONNECTIONS} connections`, loads, [
            'An approval opens an effect and sends its job in the same transaction. No worker runs: what the jobs would do is not part of it.',
          ]),
        ],
      }
    }),
}

const decisionOn = ({ id, version, subjectHash }: InboxItemView, n: number): LoadRequest => {
  const action = n % 2 === 0 ? 'approve' : 'reject'
  return {
    name: action,
    method: 'POST',
    path: `/api/inbox/${id}/decision`,
    body: { action, version, subjectHash },
  }
}
