import { makeWorkerUtils, type Runner, run, WorkerPreset } from 'graphile-worker'
import { batchesOf, type Contender, type Message, SENDERS } from '../race/contender.ts'
import { openCounter } from './count-left.ts'

const FILL = 1000
const CONCURRENT_JOBS = 24

/** https://worker.graphile.org/docs/performance: what its own figures were measured with. */
const BATCHED = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }

interface Options {
  /** A named queue for each actor: its jobs run one at a time and in order. */
  keyed: boolean
  batched: boolean
}

const contender = ({ keyed, batched }: Options): Contender => ({
  settings: `${keyed ? 'a named queue for each actor' : 'no named queues'}, concurrentJobs ${CONCURRENT_JOBS}, maxPoolSize ${CONCURRENT_JOBS + 1}, ${
    batched ? 'localQueue 500, completeJobBatchDelay 0, failJobBatchDelay 0' : 'no local queue, no batching'
  }`,

  async openSender(url) {
    const utils = await makeWorkerUtils({
      preset: { extends: [WorkerPreset], worker: { connectionString: url, maxPoolSize: SENDERS } },
    })
    const counter = openCounter(url, 'select count(*) from graphile_worker._private_jobs')
    const queueOf = ({ actor }: Message) => (keyed ? { queueName: actor } : {})
    return {
      prepare: () => utils.migrate(),
      async fill(load) {
        for (const batch of batchesOf(load, FILL)) {
          await utils.addJobs(
            batch.map((message) => ({ identifier: 'handle', payload: message, ...queueOf(message) })),
          )
        }
      },
      send: async (message) => void (await utils.addJob('handle', message, queueOf(message))),
      left: counter.left,
      close: async () => await utils.release(),
    }
  },

  async openWorker(url) {
    const worker = {
      connectionString: url,
      concurrentJobs: CONCURRENT_JOBS,
      maxPoolSize: CONCURRENT_JOBS + 1,
      ...(batched ? BATCHED : {}),
    }
    let runner: Runner | undefined
    return {
      async start(onTurn) {
        runner = await run({
          preset: { extends: [WorkerPreset], worker },
          taskList: { handle: async (payload) => onTurn(payload as Message) },
        })
      },
      stop: async () => await runner?.stop(),
      close: async () => {},
    }
  },
})

export const contenders = {
  keyed: contender({ keyed: true, batched: true }),
  'keyed-unbatched': contender({ keyed: true, batched: false }),
  unkeyed: contender({ keyed: false, batched: true }),
}
