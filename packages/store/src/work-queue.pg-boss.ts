import { WORK_QUEUES } from '@pm-bot/domain'
import type { EffectJob } from '@pm-bot/runtime'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Carrier, CarrierOptions } from './work-queue.ts'

/**
 * pg-boss without its NOTIFY: inside the transaction that would take a lock on the whole
 * database until the commit. Our hint comes after the commit and rings its workers.
 */
export async function openBossQueue({ database, supervise, onError }: CarrierOptions): Promise<Carrier> {
  // A pool of its own, because ours reads JSON and times as text.
  const boss = new PgBoss({
    connectionString: database.postgres!.url,
    application_name: 'pm-bot queues',
    max: 4,
    connectionTimeoutMillis: 5000,
    supervise,
    schedule: false,
    // Detection of a dead worker is the heartbeat's floor of 10 s plus this interval.
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
  })
  boss.on('error', onError)
  await boss.start()
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

  const off: (() => void)[] = []

  return {
    async sendJobs(tx, jobs) {
      for (const { queue, effectId, generation, delayMs } of jobs) {
        const options = { db: fromKysely(tx.db), ...(delayMs > 0 ? { startAfter: delayMs / 1000 } : {}) }
        await boss.send(queue, { effectId, generation }, options)
        tx.hint('work', queue)
      }
    },

    async work(queue, concurrency, handle) {
      const ids: string[] = []
      const ring = () => ids.forEach((id) => void boss.notifyWorker(id))
      for (let started = 0; started < concurrency; started += 1) {
        const id = await boss.work<EffectJob>(
          queue,
          { batchSize: 1, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: 3 },
          async ([job]) => {
            await handle(job!.data)
            // A worker that found a job may find another: do not wait for the next poll.
            setTimeout(ring, 5)
          },
        )
        ids.push(id)
      }
      off.push(database.listen((sent) => sent.hint === 'work' && sent.id === queue && ring(), ring))
    },

    async stop() {
      for (const leave of off) leave()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}
