import { startRunLoad } from '../../faults/run-load.ts'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf, spreadOf } from '../figures.ts'
import { onApiStage } from './api-stage.ts'
import type { LoadRequest } from './load-plan.ts'
import { failuresOf, tableOfLoads } from './load-table.ts'
import { runLoad } from './run-load.ts'

const CONNECTIONS = 150
const ITEMS = 10_000
const REQUESTS = 6000

/** Of every ten requests: pages are read far more often than anything is proposed. */
const MIX = { 'list inbox': 5, 'get run': 4, 'create run': 1 } as const
type Kind = keyof typeof MIX

/** Many clients at once, none of whom waits between an answer and the next request. */
export const apiLoad: BenchCase = {
  name: 'api-load',
  title: 'API under load',
  measure: (say, bench) =>
    onApiStage({}, async ({ fleet, address, headers, client, repoId, fillInbox }) => {
      say(`Proposing ${ITEMS} runs …`)
      await fillInbox(ITEMS)
      await fleet.start('worker')
      await fleet.start('scheduler')
      const { body: runs } = await client.request('GET', '/api/runs?limit=200')
      const goal = 'format the README'
      const proposal = { repoId, goal, graphId: 'run_command/v1', spec: { command: ['true'] } }
      const requestOf: Record<Kind, (n: number) => Omit<LoadRequest, 'name'>> = {
        'list inbox': () => ({ method: 'GET', path: '/api/inbox?status=pending&limit=50' }),
        'get run': (n) => ({ method: 'GET', path: `/api/runs/${runs.items[n % runs.items.length].id}` }),
        'create run': () => ({ method: 'POST', path: '/api/runs', body: proposal }),
      }
      const load = (count: number) => {
        const requests = shuffled(count).map((name, n) => ({ name, ...requestOf[name](n) }))
        return runLoad({ origin: address, headers, connections: CONNECTIONS, requests })
      }

      await load(REQUESTS / 4)
      const busy = startRunLoad(client, repoId)
      const loads = []
      for (let round = 1; round <= bench.rounds; round += 1) {
        loads.push(await load(REQUESTS))
        say(`  round ${round}: ${JSON.stringify(spreadOf(Object.values(loads.at(-1)!.times).flat()))}`)
      }
      await busy.stop()
      const runsDone = busy.done.length
      const p95 = roundsOf(loads.map(({ times }) => spreadOf(Object.values(times).flat()).p95))
      const failures = [...loads.flatMap(failuresOf), ...busy.problems]
      return {
        figures: { connections: CONNECTIONS, items: ITEMS, mix: MIX, p95, runsDone, failures },
        holds: {
          [`API, ${CONNECTIONS} connections: p95 < 100 ms`]: p95.median < 100,
          [`API, ${CONNECTIONS} connections: every answer is 2xx`]: failures.length === 0 && runsDone > 0,
        },
        found: {
          [`API, ${CONNECTIONS} connections: p95 < 100 ms`]: `${p95.median} ms (${p95.min} to ${p95.max})`,
          [`API, ${CONNECTIONS} connections: every answer is 2xx`]: `${failures.length} kinds of failure`,
        },
        tables: [
          tableOfLoads(`${CONNECTIONS} connections, ${ITEMS} items in the inbox`, loads, [
            `Of ten requests, ${Object.entries(MIX)
              .map(([name, tenths]) => `${tenths} are “${name}”`)
              .join(', ')}; an inbox page holds 50 items. ` +
              `Each connection sends its next request when it has the answer to the last. Signed in; api, worker and scheduler are processes of their own, and the worker took ${runsDone} runs from proposal to commit meanwhile.`,
          ]),
        ],
      }
    }),
}

/** The mix, the kinds spread evenly: 7 and 10 have no divisor in common. */
function shuffled(count: number): Kind[] {
  const kinds = Object.entries(MIX).flatMap(([kind, tenths]) => Array<Kind>(tenths).fill(kind as Kind))
  return Array.from({ length: count }, (_, n) => kinds[(n * 7) % kinds.length]!)
}
