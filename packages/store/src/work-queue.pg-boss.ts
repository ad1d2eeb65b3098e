import { WORK_QUEUES } from '@pm-bot/domain'
import { sql } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import { type BossLine, openBossLine } from './boss-line.ts'
import type { Database } from './database.ts'
import { DatabaseBehindError } from './migrate.ts'
import { type Carrier, type CarrierOptions, type StrandedRow, strandedEffect } from './work-queue.ts'

/** Its options go to `pg` as they are, although its types know only some. */
const TIMEOUTS = {
  connectionTimeoutMillis: 5000,
  query_timeout: 30_000,
  statement_timeout: 30_000,
  keepAlive: true,
}

/**
 * pg-boss without its NOTIFY: inside the transaction that would take a lock on the whole
 * database until the commit. Our hint comes after the commit and rings its workers.
 */
export async function openBossQueue({ database, supervise, onError }: CarrierOptions): Promise<Carrier> {
  const mayMigrate = await ownsSchema(database)
  // A pool of its own, because ours reads JSON and times as text.
  const boss = new PgBoss({
    connectionString: database.postgres!.url,
    application_name: 'pm-bot queues',
    max: 4,
    ...TIMEOUTS,
    supervise,
    schedule: false,
    migrate: mayMigrate,
    // Detection of a dead worker is the heartbeat's floor of 10 s plus this interval.
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
  })
  boss.on('error', onError)
  try {
    await boss.start()
  } catch (error) {
    await boss.stop({ graceful: false })
    // pg-boss names neither of the two by a code.
    const isBehind = /requires migrations|is not installed/.test((error as Error).message)
    throw isBehind ? new DatabaseBehindError({ cause: error }) : error
  }
  for (const name of WORK_QUEUES) {
    await boss.createQueue(name, {
      notify: false,
      // Attempts are counted by the effect; the job only has to come again.
      retryLimit: 1_000_000,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      // A job may wait for a worker as long as a run waits for a person; the default is 14 days.
      retentionSeconds: 10 * 365 * 24 * 60 * 60,
      heartbeatSeconds: 10,
      expireInSeconds: 24 * 60 * 60 - 1,
      deleteAfterSeconds: 24 * 60 * 60,
    })
  }

  const lines: BossLine[] = []
  let held: readonly string[] = []
  let off: (() => void) | undefined
  const listen = () =>
    database.listen(
      ({ hint, id }) => {
        if (hint === 'work') for (const line of lines) if (line.queue === id) line.ring()
      },
      () => {
        for (const line of lines) line.ring()
      },
    )

  return {
    async sendJobs(tx, jobs) {
      for (const { queue, effectId, generation, delayMs } of jobs) {
        const options = { db: fromKysely(tx.db), ...(delayMs > 0 ? { startAfter: delayMs / 1000 } : {}) }
        await boss.send(queue, { effectId, generation }, options)
        tx.hint('work', queue)
      }
    },

    async work(queue, concurrency, handle) {
      const line = openBossLine(boss, queue, concurrency, handle, onError)
      lines.push(line)
      off ??= listen()
      await line.setOpen(!held.includes(queue))
    },

    hold(queues) {
      held = queues
      for (const line of lines) line.setOpen(!held.includes(line.queue)).catch(onError)
    },

    async strandedEffects(tx, { limit, evenTaken }) {
      const { rows } = await sql<StrandedRow>`
        select effect_id, generation, queue from effects as effect where status = 'open' and finished_at is null
          and not exists (select from pgboss.job as job
            where job.name = effect.queue and job.state < ${evenTaken ? 'active' : 'completed'}
              and job.data ->> 'effectId' = effect.effect_id
              and job.data ->> 'generation' = effect.generation::text)
        limit ${limit}
        for update of effect skip locked
      `.execute(tx.db)
      return rows.map(strandedEffect)
    },

    async stop() {
      off?.()
      await boss.stop({ graceful: true, timeout: 8000 })
    },
  }
}

/** True as well where there is no schema yet: whoever comes first makes it. */
async function ownsSchema({ read }: Database): Promise<boolean> {
  const { rows } = await sql<{ owns: boolean }>`
    select pg_has_role(nspowner, 'usage') as owns from pg_namespace where nspname = 'pgboss'
  `.execute(read)
  return rows[0]?.owns ?? true
}
