import { createPulse, type EffectJob, type Pulse } from '@pm-bot/runtime'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { later } from './later.ts'
import { type Carrier, type CarrierOptions, type StrandedRow, strandedEffect } from './work-queue.ts'

/** A lapsed lease means a handler that hung; within one process nobody else can have died. */
const LEASE_MS = 24 * 60 * 60 * 1000

/** A table of jobs, for the one process that owns the file. */
export async function openTableQueue({ database, onError }: CarrierOptions): Promise<Carrier> {
  // Whoever held a lease before this process is gone.
  await database.transaction((tx) => tx.db.updateTable('work_jobs').set({ leased_until: null }).execute())
  const pulses: Pulse[] = []
  const running = new Set<Promise<void>>()
  const off: (() => void)[] = []
  let held: readonly string[] = []

  return {
    async sendJobs(tx, jobs) {
      const now = await tx.now()
      for (const { queue, effectId, generation, delayMs } of jobs) {
        await tx.write(
          tx.db.insertInto('work_jobs').values({
            queue,
            effect_id: effectId,
            generation,
            available_at: delayMs > 0 ? later(now, delayMs) : now,
            leased_until: null,
            created_at: now,
          }),
        )
        tx.hint('work', queue)
      }
    },

    async work(queue, concurrency, handle) {
      let free = concurrency
      const pulse = createPulse({
        pollMs: 500,
        onError: onError as (error: unknown) => void,
        async beat() {
          if (free === 0 || held.includes(queue)) return 'idle'
          const job = await leaseJob(database, queue)
          if (!job) return 'idle'
          free -= 1
          const done = runJob(database, job, handle, onError).finally(() => {
            free += 1
            running.delete(done)
            pulse.wake()
          })
          running.add(done)
          return 'again'
        },
      })
      pulses.push(pulse)
      off.push(database.listen((sent) => sent.hint === 'work' && sent.id === queue && pulse.wake()))
    },

    hold(queues) {
      held = queues
      for (const pulse of pulses) pulse.wake()
    },

    async strandedEffects(tx, { limit, evenTaken }) {
      const { rows } = await sql<StrandedRow>`
        select effect_id, generation, queue from effects as effect where status = 'open' and finished_at is null
          and not exists (select 1 from work_jobs as job
            where job.effect_id = effect.effect_id and job.generation = effect.generation
              and (job.leased_until is null or not ${evenTaken ? 1 : 0}))
        limit ${limit}
      `.execute(tx.db)
      return rows.map(strandedEffect)
    },

    async stop() {
      for (const leave of off) leave()
      await Promise.all(pulses.map((pulse) => pulse.stop()))
      await Promise.all(running)
    },
  }
}

interface LeasedJob extends EffectJob {
  jobId: number
  failures: number
}

async function leaseJob(database: Database, queue: string): Promise<LeasedJob | undefined> {
  return await database.transaction(async (tx) => {
    const now = await tx.now()
    const job = await tx.db
      .selectFrom('work_jobs')
      .selectAll()
      .where('queue', '=', queue)
      .where('available_at', '<=', now)
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
      .orderBy('available_at')
      .orderBy('job_id')
      .limit(1)
      .executeTakeFirst()
    if (!job) return undefined
    await tx.write(
      tx.db
        .updateTable('work_jobs')
        .set({ leased_until: later(now, LEASE_MS) })
        .where('job_id', '=', job.job_id),
    )
    const { job_id, effect_id, generation, failures } = job
    return { jobId: job_id, effectId: effect_id, generation, failures }
  })
}

async function runJob(
  database: Database,
  job: LeasedJob,
  handle: (job: EffectJob) => Promise<void>,
  onError: (error: Error) => void,
): Promise<void> {
  try {
    await handle({ effectId: job.effectId, generation: job.generation })
    await database.transaction((tx) =>
      tx.db.deleteFrom('work_jobs').where('job_id', '=', job.jobId).execute(),
    )
  } catch (error) {
    onError(error as Error)
    await database
      .transaction(async (tx) => {
        const now = await tx.now()
        await tx.write(
          tx.db
            .updateTable('work_jobs')
            .set({
              leased_until: null,
              failures: job.failures + 1,
              available_at: later(now, Math.min(60_000, 1000 * 2 ** job.failures)),
            })
            .where('job_id', '=', job.jobId),
        )
      })
      .catch(onError)
  }
}
