import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk'
import pg from 'pg'
import { batchesOf, type Contender, type Message, SENDERS } from '../race/contender.ts'
import { openCounter } from './count-left.ts'

const NAME = 'bench'
const QUEUE = 'messages'
const WORKFLOW = 'handle'
const FILL = 500
const FILLERS = 4
/** It polls once a second by default, at most; its queues are not woken. */
const POLL_MS = 10

const contender = (keyed: boolean): Contender => ({
  settings: `one workflow a message, ${
    keyed ? 'queue partitioned by actor with partitionConcurrency 1' : 'queue without limits'
  }, minPollingIntervalMs ${POLL_MS} instead of 1000, logs and traces off`,

  async openSender(url) {
    const client = async () =>
      await DBOSClient.create({
        systemDatabaseUrl: url,
        systemDatabasePoolSize: SENDERS,
        applicationName: NAME,
        logger: SILENT,
      })
    let opened: DBOSClient | undefined
    const counter = openCounter(
      url,
      `select count(*) from dbos.workflow_status where status in ('ENQUEUED', 'PENDING')`,
    )
    const options = ({ actor }: Message) => ({
      queueName: QUEUE,
      workflowName: WORKFLOW,
      appVersion: NAME,
      ...(keyed ? { queuePartitionKey: actor } : {}),
    })
    return {
      async prepare() {
        configure(url, [])
        await DBOS.launch()
        await DBOS.registerQueue(QUEUE, {
          minPollingIntervalMs: POLL_MS,
          ...(keyed ? { partitionConcurrency: 1 } : {}),
        })
        await DBOS.shutdown()
      },
      async fill(load) {
        opened ??= await client()
        const batches = batchesOf(load, FILL)
        await Promise.all(Array.from({ length: FILLERS }, () => fillFrom(batches, url, opened!, options)))
      },
      async send(message) {
        opened ??= await client()
        await opened.enqueue(options(message), message)
      },
      left: counter.left,
      close: async () => await opened?.destroy(),
    }
  },

  async openWorker(url) {
    configure(url, [QUEUE])
    let heard = (_: Message) => {}
    DBOS.registerWorkflow(async (message: Message) => heard(message), { name: WORKFLOW })
    return {
      async start(onTurn) {
        heard = onTurn
        await DBOS.launch()
      },
      stop: () => DBOS.shutdown(),
      close: async () => {},
    }
  },
})

/** It has no call for many at once, but takes part in a transaction. */
async function fillFrom(
  batches: Iterable<Message[]>,
  url: string,
  client: DBOSClient,
  options: (message: Message) => Parameters<DBOSClient['enqueue']>[0],
): Promise<void> {
  const connection = new pg.Client({ connectionString: url })
  await connection.connect()
  for (const batch of batches) {
    await connection.query('begin')
    for (const message of batch) await client.enqueueInTransaction(connection, options(message), message)
    await connection.query('commit')
  }
  await connection.end()
}

const SILENT = { info() {}, debug() {}, warn() {}, error: console.error }

const configure = (url: string, listenQueues: string[]) =>
  DBOS.setConfig({
    name: NAME,
    systemDatabaseUrl: url,
    applicationVersion: NAME,
    executorID: String(process.pid),
    listenQueues,
    logger: SILENT,
  })

export const contenders = { keyed: contender(true), unkeyed: contender(false) }
