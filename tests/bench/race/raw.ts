import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { batchesOf, type Contender, type Message, type OnTurn, SENDERS } from './contender.ts'

const BATCH = 100
const LOOPS = 2
const POLL_MS = 5

/** The least that a table can be asked: no order, no retries, claimed and done in one statement. */
const CLAIM = `
  delete from raw_jobs where id = any(array(
    select id from raw_jobs order by id limit ${BATCH} for update skip locked
  )) returning body`

/** What a queue on Postgres cannot do faster: the limit that the others are held against. */
const polled: Contender = {
  settings: `one statement deletes and returns ${BATCH} rows with SKIP LOCKED, ${LOOPS} loops a process, poll every ${POLL_MS} ms; no order, no retries, no state`,
  openSender: (url) => openSender(url, 'insert into raw_jobs (body) values ($1)'),

  async openWorker(url) {
    const pool = new pg.Pool({ connectionString: url, max: LOOPS })
    let loops: Promise<void>[] = []
    let stopped = true
    const loop = async (onTurn: OnTurn) => {
      while (!stopped) {
        const { rows } = await pool.query<{ body: Message }>({ name: 'claim', text: CLAIM })
        for (const { body } of rows) onTurn(body)
        if (rows.length === 0) await sleep(POLL_MS)
      }
    }
    return {
      async start(onTurn) {
        stopped = false
        loops = Array.from({ length: LOOPS }, () => loop(onTurn))
      },
      async stop() {
        stopped = true
        await Promise.all(loops)
      },
      close: () => pool.end(),
    }
  },
}

/** The shortest way from a commit to whoever waits for it. */
const notified: Contender = {
  settings: 'INSERT and NOTIFY in one statement; whoever listens claims with SKIP LOCKED, no poll',
  openSender: (url) =>
    openSender(
      url,
      `with job as (insert into raw_jobs (body) values ($1) returning id) select pg_notify('raw_jobs', '') from job`,
    ),

  async openWorker(url) {
    const listener = new pg.Client({ connectionString: url })
    const claimer = new pg.Client({ connectionString: url })
    await Promise.all([listener.connect(), claimer.connect()])
    return {
      async start(onTurn) {
        const claim = async () => {
          for (let found = BATCH; found === BATCH; ) {
            const { rows } = await claimer.query<{ body: Message }>({ name: 'claim', text: CLAIM })
            for (const { body } of rows) onTurn(body)
            found = rows.length
          }
        }
        listener.on('notification', claim)
        await listener.query('listen raw_jobs')
        await claim()
      },
      async stop() {
        await listener.query('unlisten raw_jobs')
        listener.removeAllListeners('notification')
      },
      async close() {
        await Promise.all([listener.end(), claimer.end()])
      },
    }
  },
}

async function openSender(url: string, insert: string) {
  const pool = new pg.Pool({ connectionString: url, max: SENDERS })
  return {
    prepare: async () =>
      void (await pool.query(
        'create table raw_jobs (id bigint generated always as identity primary key, body jsonb not null)',
      )),
    async fill(load) {
      for (const batch of batchesOf(load, 1000))
        await pool.query('insert into raw_jobs (body) select value from jsonb_array_elements($1)', [
          JSON.stringify(batch),
        ])
    },
    send: async (message) => void (await pool.query({ name: 'send', text: insert, values: [message] })),
    async left() {
      const { rows } = await pool.query<{ left: number }>('select count(*)::int as left from raw_jobs')
      return rows[0]!.left
    },
    close: () => pool.end(),
  } satisfies Awaited<ReturnType<Contender['openSender']>>
}

export const contenders = { polled, notified }
