import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { batchesOf, type Contender, type Message } from '../race/contender.ts'

const QUEUE = 'messages'
const FILL = 1000
const CONCURRENCY = 100

/** https://docs.bullmq.io/guide/going-to-production; the order of one actor's messages is for its paid edition. */
const queue: Contender = {
  settings: `Redis on this machine without persistence, maxmemory-policy noeviction; concurrency ${CONCURRENCY}, removeOnComplete; no order`,

  async openSender(url) {
    const queue = new Queue<Message>(QUEUE, { connection: new Redis(url) })
    const options = { removeOnComplete: true, removeOnFail: true }
    return {
      prepare: async () => void (await queue.waitUntilReady()),
      async fill(load) {
        for (const batch of batchesOf(load, FILL))
          await queue.addBulk(batch.map((data) => ({ name: 'handle', data, opts: options })))
      },
      send: async (message) => void (await queue.add('handle', message, options)),
      left: () => queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized'),
      close: () => queue.close(),
    }
  },

  async openWorker(url) {
    let worker: Worker<Message> | undefined
    return {
      async start(onTurn) {
        // Blocking commands may wait for ever: https://docs.bullmq.io/guide/connections
        const connection = new Redis(url, { maxRetriesPerRequest: null })
        worker = new Worker<Message>(QUEUE, async ({ data }) => onTurn(data), {
          connection,
          concurrency: CONCURRENCY,
        })
        worker.on('error', console.error)
        await worker.waitUntilReady()
      },
      stop: async () => await worker?.close(),
      close: async () => {},
    }
  },
}

export const contenders = { queue }
