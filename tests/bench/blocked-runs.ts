import { join } from 'node:path'
import { cast } from '@pm-bot/actors'
import { createRedactor } from '@pm-bot/domain'
import { openStore, type Store } from '@pm-bot/store'
import { sql } from 'kysely'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { servedBy } from '../../packages/runtime/src/turn.ts'
import { TURN_LIMITS } from '../../packages/runtime/src/turn-limits.ts'
import { onStage } from '../faults/stage.ts'
import { createClient } from '../setup/client.ts'
import type { BenchCase } from './bench-case.ts'
import { copyRun } from './copy-run.ts'
import { spreadOf } from './figures.ts'

const RUNS = 100_000
const CLAIMS = 300

/** Waiting for a person costs nothing: neither the claim of a turn nor a start is slower for it. */
export const blockedRuns: BenchCase = {
  name: 'blocked-runs',
  title: 'Waiting runs',
  async measure(say) {
    return await onStage({ PMBOT_LOG_LEVEL: 'error' }, async ({ fleet, databaseUrl, directory }) => {
      const first = [await fleet.start('api'), await fleet.start('worker'), await fleet.start('scheduler')]
      const client = createClient(first[0]!.address)
      const repository = initRepository(join(directory, 'shop'), { 'README.md': 'a\n' })
      const { id } = await client.propose(await client.addRepository(repository), [
        'sh',
        '-c',
        'echo b >> README.md',
      ])
      await client.approveNext(id)
      await client.untilRun(id, 'blocked')
      for (const service of first) await service.stop()

      const store = await openStore({
        location: { url: databaseUrl },
        redactor: createRedactor([]),
        onError: () => {},
      })
      const before = spreadOf(await timeClaims(store))
      say(`Writing ${RUNS} blocked runs …`)
      await copyRun(store.database.writer, id, RUNS)
      const after = spreadOf(await timeClaims(store))
      const { rows } = await sql<{ jobs: number }>`
        select count(*)::int as jobs from pgboss.job where state < 'completed'`.execute(store.database.read)
      await store.close()

      const startMs: Record<string, number> = {}
      for (const service of first) {
        const started = performance.now()
        await service.restart()
        startMs[service.role] = Math.round(performance.now() - started)
      }
      const { status } = await client.request('GET', '/api/inbox?status=pending&limit=50')

      return {
        figures: { runs: RUNS, claimMsEmpty: before, claimMs: after, startMs, jobsHeld: rows[0]!.jobs },
        holds: {
          'claim at most 5 ms (p95)': after.p95 <= 5,
          'every service starts within 5 s': Math.max(...Object.values(startMs)) <= 5000,
          'no job is held for a run that waits': rows[0]!.jobs === 0,
          'the inbox answers': status === 200,
        },
      }
    })
  },
}

/** One actor of many has mail: how long until it is found and locked. */
async function timeClaims({ storage, database }: Store): Promise<number[]> {
  const { rows: actors } = await sql<{ kind: string; key: string }>`
    select kind, key from actors where kind = 'run' order by random() limit ${CLAIMS}`.execute(database.read)
  const times: number[] = []
  for (let n = 0; n < CLAIMS; n += 1) {
    const actor = actors[n % actors.length]!
    await storage.transaction(async (tx) => tx.tell(actor, { type: 'nobody-reads-this' }))
    await storage.transaction(async (tx) => {
      const started = performance.now()
      const { actors: locked } = await tx.claimTurns({ ...TURN_LIMITS, served: servedBy(cast) })
      times.push(performance.now() - started)
      if (locked.length !== 1) throw new Error(`${locked.length} actors have mail, not one`)
    })
    await database.transaction((tx) => tx.db.deleteFrom('actor_messages').execute())
  }
  return times
}
