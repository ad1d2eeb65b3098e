import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRedactor } from '@pm-bot/domain'
import { type Storage, takeTurns } from '@pm-bot/runtime'
import { openStore, type Store } from '@pm-bot/store'
import { sql } from 'kysely'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { type Mutant, mutate } from '../faults/mutants/mutate.ts'
import { cloneTemplate } from '../setup/database.ts'
import {
  ACTORS,
  addressOf,
  audit,
  cast,
  createLedger,
  MESSAGES,
  NONE,
  projectors,
  SENDERS,
  sendShare,
} from './ledger.ts'

const WORKERS = 8

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp()
})

async function openOn(location: { url: string } | { file: string }): Promise<Store> {
  // A pool that was closed still has its sockets for a moment when the database is dropped under them.
  let closed = false
  const onError = (error: Error) => closed || console.error(error)
  const store = await openStore({ location, redactor: createRedactor([]), projectors, onError, poolSize: 20 })
  cleanups.push(async () => {
    closed = true
    await store.close()
  })
  await createLedger(store)
  return store
}

async function openPostgres() {
  const database = await cloneTemplate(inject('postgresUrl'))
  cleanups.push(database.drop)
  return { url: database.url, store: await openOn({ url: database.url }) }
}

async function waiting(store: Store): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from actor_messages`.execute(
    store.database.read,
  )
  return Number(rows[0]!.n)
}

/** Waits until what was sent has been handled, or nothing moves any more. */
async function settle(store: Store, total: number) {
  const deadline = Date.now() + 45_000
  for (let still = 0, before = -1; still < 30 && Date.now() < deadline; ) {
    await sleep(20)
    const { rows } = await sql<{ n: number }>`select coalesce(sum(last_seq), 0) as n from mailboxes`.execute(
      store.database.read,
    )
    const [sent, left] = [Number(rows[0]!.n), await waiting(store)]
    still = sent === total && left === before ? still + 1 : 0
    if (sent === total && left === 0) return
    before = left
  }
}

/** Processes that send and serve until everything is handled. */
async function raceProcesses(url: string, store: Store): Promise<void> {
  const script = fileURLToPath(new URL('mailbox-worker.fixture.ts', import.meta.url))
  const workers = Array.from({ length: WORKERS }, (_, n) => {
    const shares = n < SENDERS ? String(n) : ''
    const child = spawn(process.execPath, [script, url, 'none', shares], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    cleanups.push(async () => child.kill())
    const ready = new Promise((resolve) => child.stdout.once('data', resolve))
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, ready, ended }
  })
  await Promise.all(workers.map(({ ready }) => ready))
  for (const { child } of workers) child.stdin.write('go\n')
  await settle(store, MESSAGES)
  for (const { child } of workers) child.stdin.end()
  expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual(workers.map(() => 0))
}

/** The same within this process, where a mutant can be put in. */
async function raceLoops(store: Store, mutant: Mutant, total: number): Promise<void> {
  const storage = mutate(store.storage, mutant)
  let racing = true
  const serve = async () => {
    while (racing) {
      const { handled } = await takeTurns(storage, cast, {
        limits: { actors: 1, messagesEach: 20, attempts: 1000 },
      })
      await sleep(handled === 0 ? 2 : 0)
    }
  }
  const loops = Array.from({ length: WORKERS }, serve)
  await Promise.all(Array.from({ length: SENDERS }, (_, n) => sendShare(store.storage, n, total)))
  await settle(store, total)
  racing = false
  await Promise.all(loops)
}

describe(`${MESSAGES} messages from ${SENDERS} senders to ${ACTORS} actors, served by ${WORKERS} workers`, () => {
  test('are each handled once and in order, by processes on Postgres', { timeout: 90_000 }, async () => {
    const { url, store } = await openPostgres()
    await raceProcesses(url, store)
    expect(await audit(store)).toEqual(NONE)
    expect(await waiting(store)).toBe(0)
  })

  test('are each handled once and in order, by loops on Postgres', { timeout: 90_000 }, async () => {
    const { store } = await openPostgres()
    await raceLoops(store, 'none', MESSAGES)
    expect(await audit(store)).toEqual(NONE)
  })

  test('are each handled once and in order, by loops on SQLite', { timeout: 90_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'pm-bot-race-'))
    cleanups.push(() => rm(directory, { recursive: true }))
    const store = await openOn({ file: join(directory, 'race.sqlite3') })
    await raceLoops(store, 'none', MESSAGES)
    expect(await audit(store)).toEqual(NONE)
  })
})

// What a test does not find when it is there, it does not prove absent.
describe('the ledger shows', () => {
  test('that a claim in one statement hands out messages twice', { timeout: 120_000 }, async () => {
    const { store } = await openPostgres()
    let violations = NONE
    for (let round = 0; round < 8 && violations.duplicated === 0; round += 1) {
      for (const table of ['ledger', 'mailboxes', 'actors', 'actor_messages']) {
        await sql`delete from ${sql.table(table)}`.execute(store.database.writer)
      }
      await raceLoops(store, 'one-statement-claim', 1200)
      violations = await audit(store, 1200)
    }
    expect(violations.duplicated).toBeGreaterThan(0)
  })

  // Scripted: while senders lock the counter, no lower number can commit between the two statements.
  test.each([
    { mutant: 'acknowledge-up-to-n', lost: 1 },
    { mutant: 'none', lost: 0 },
  ] as const)('what “$mutant” loses of numbers that commit out of order: $lost', async ({ mutant, lost }) => {
    const { store } = await openPostgres()
    await store.storage.transaction(async (tx) => tx.tell(addressOf(0), { sender: 0, n: 0 }))
    await takeTurns(store.storage, cast)
    await insertAs(store, 3, { sender: 0, n: 2 })
    const storage: Storage = {
      ...store.storage,
      transaction: (work) =>
        store.storage.transaction((tx) =>
          work({
            ...tx,
            async saveTurns(turns) {
              // A sender that took its number first commits now, between the read and the acknowledgement.
              await insertAs(store, 2, { sender: 0, n: 1 })
              await tx.saveTurns(turns)
            },
          }),
        ),
    }
    await takeTurns(mutate(storage, mutant), cast)
    await takeTurns(store.storage, cast)
    expect(await audit(store, 3)).toMatchObject({ duplicated: 0, lost })
    expect(await waiting(store)).toBe(0)
  })

  test('that “acknowledge up to n” loses a parked message, whatever the numbers', async () => {
    const { store } = await openPostgres()
    await store.storage.transaction(async (tx) => {
      for (const n of [0, 1]) tx.tell(addressOf(0), { sender: 0, n })
    })
    await sql`update actor_messages set parked_at = now() where seq = 1`.execute(store.database.writer)
    await takeTurns(mutate(store.storage, 'acknowledge-up-to-n'), cast)
    expect(await waiting(store)).toBe(0)
    expect(await audit(store, 2)).toMatchObject({ lost: 1 })
  })
})

/** As a sender whose number comes from a sequence would. */
async function insertAs(store: Store, seq: number, body: object): Promise<void> {
  const { kind, key } = addressOf(0)
  await sql`
    insert into actor_messages (message_id, kind, key, seq, body, accepted_at)
    values (${`by hand ${seq}`}, ${kind}, ${key}, ${seq}, ${JSON.stringify(body)}, now())
  `.execute(store.database.writer)
}
