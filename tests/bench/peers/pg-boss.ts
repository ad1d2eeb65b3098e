import { PgBoss } from 'pg-boss'
import { batchesOf, type Contender, type Message, SENDERS } from '../race/contender.ts'
import { openCounter } from './count-left.ts'

const QUEUE = 'messages'
const FILL = 1000
const BATCH = 100
/** One has half the throughput, four have no more. */
const WORKERS = 2

type Policy = 'standard' | 'key_strict_fifo'

/**
 * Its documents ask for `useListenNotify` and `notify` where latency counts, for batches where throughput does, and for
 * `notifyWorker` to skip a poll: whoever had a batch asks for the next at once, as `burstWhenBatchFull` does by itself
 * for full ones.
 */
const contender = (policy: Policy): Contender => ({
  settings: `policy ${policy}, useListenNotify and notify on, batchSize ${BATCH}, burstWhenBatchFull, notifyWorker after each batch, ${WORKERS} workers a process, maintenance off during the race`,

  async openSender(url) {
    const boss = await open(url, SENDERS)
    const counter = openCounter(
      url,
      `select count(*) from pgboss.job where name = '${QUEUE}' and state < 'completed'`,
    )
    const job = (message: Message) => ({ data: message, singletonKey: message.actor })
    return {
      prepare: async () => void (await boss.createQueue(QUEUE, { policy, notify: true })),
      async fill(load) {
        for (const batch of batchesOf(load, FILL)) await boss.insert(QUEUE, batch.map(job))
      },
      async send(message) {
        await boss.send(QUEUE, message, policy === 'standard' ? {} : { singletonKey: message.actor })
      },
      left: counter.left,
      close: () => boss.stop({ graceful: false }),
    }
  },

  async openWorker(url) {
    const boss = await open(url, WORKERS + 2)
    return {
      async start(onTurn) {
        const options = { batchSize: BATCH, burstWhenBatchFull: true }
        for (let n = 0; n < WORKERS; n += 1) {
          const id = await boss.work<Message>(QUEUE, options, async (jobs) => {
            for (const { data } of jobs) onTurn(data)
            boss.notifyWorker(id)
          })
        }
      },
      stop: () => boss.offWork(QUEUE, { wait: true }),
      close: () => boss.stop({ graceful: false }),
    }
  },
})

async function open(url: string, max: number): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    max,
    useListenNotify: true,
    supervise: false,
    schedule: false,
  })
  boss.on('error', console.error)
  return await boss.start()
}

export const contenders = {
  standard: contender('standard'),
  key_strict_fifo: contender('key_strict_fifo'),
}
