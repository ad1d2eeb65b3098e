import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Store } from '@pm-bot/store'
import { sql } from 'kysely'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { cloneTemplate } from '../setup/database.ts'
import { BUDGET_MUTANTS, mutantDesk } from './budget-mutants.ts'
import {
  balance,
  type DeskOf,
  makeCalls,
  openForRace,
  productDesk,
  setUpRace,
  WORKERS,
  watchRace,
} from './budget-race.ts'

const NOTHING_WRONG = { above: 0, below: 0 }
const SCRIPT = fileURLToPath(new URL('budget-worker.fixture.ts', import.meta.url))

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp()
})

async function prepare(location: { url: string } | { file: string }): Promise<Store> {
  const store = await openForRace(location)
  cleanups.push(() => store.close())
  await setUpRace(store)
  return store
}

async function openPostgres() {
  const database = await cloneTemplate(inject('postgresUrl'))
  cleanups.push(database.drop)
  return { url: database.url, store: await prepare({ url: database.url }) }
}

async function openSqlite(): Promise<Store> {
  const directory = await mkdtemp(join(tmpdir(), 'pm-bot-race-'))
  cleanups.push(() => rm(directory, { recursive: true }))
  return await prepare({ file: join(directory, 'race.sqlite3') })
}

/** Processes at the start line. */
async function line(url: string, attempt: string, workers: number[]) {
  const all = workers.map((worker) => {
    const child = spawn(process.execPath, [SCRIPT, url, `${worker}`, attempt], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    cleanups.push(async () => child.kill('SIGKILL'))
    const ready = new Promise((resolve) => child.stdout.once('data', resolve))
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, ready, ended, go: () => child.stdin.write('go\n') }
  })
  await Promise.all(all.map(({ ready }) => ready))
  return all
}

const WORKER_NUMBERS = Array.from({ length: WORKERS }, (_, n) => n)

/** Loops in this process: first attempts that leave calls unsettled, then others that make all calls again. */
async function raceLoops(store: Store, deskOf: DeskOf) {
  const stop = watchRace(store)
  for (const attempt of ['dies', 'goes on']) {
    await Promise.all(WORKER_NUMBERS.map((worker) => makeCalls(store, worker, attempt, deskOf)))
  }
  return await stop()
}

describe(`${WORKERS} workers on one budget`, () => {
  test('never pass a limit and forget no call, as processes on Postgres', { timeout: 90_000 }, async () => {
    const { url, store } = await openPostgres()
    const workers = await line(url, 'only', WORKER_NUMBERS)
    const stop = watchRace(store)
    for (const { go } of workers) go()
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual(WORKER_NUMBERS.map(() => 0))
    expect(await stop()).toEqual(NOTHING_WRONG)
    expect(await balance(store)).toEqual([])
  })

  test('count what they were doing when they are killed', { timeout: 90_000 }, async () => {
    const { url, store } = await openPostgres()
    const stop = watchRace(store)
    const heirs = await line(url, 'second', WORKER_NUMBERS.slice(0, 4))
    const workers = await line(url, 'first', WORKER_NUMBERS)
    for (const { go } of workers) go()
    for (const [n, { child }] of workers.slice(0, 4).entries()) {
      await served(store, 3 * (n + 1))
      child.kill('SIGKILL')
    }
    for (const { go } of heirs) go()
    const ends = await Promise.all([...workers, ...heirs].map(({ ended }) => ended))
    // Those that were killed have no exit code.
    expect(ends).toEqual([...[1, 2, 3, 4].map(() => null), ...WORKER_NUMBERS.map(() => 0)])
    expect(await stop()).toEqual(NOTHING_WRONG)
    expect(await balance(store)).toEqual([])
  })

  test('never pass a limit and forget no call, as loops on SQLite', { timeout: 90_000 }, async () => {
    const store = await openSqlite()
    expect(await raceLoops(store, productDesk)).toEqual(NOTHING_WRONG)
    expect(await balance(store)).toEqual([])
  })
})

/** Waits until so many calls were served, or as many as there will be. */
async function served(store: Store, count: number): Promise<void> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from served`.execute(store.database.read)
    if (Number(rows[0]!.n) >= count) return
  }
}

// What a test does not find when it is there, it does not prove absent.
test.each(BUDGET_MUTANTS)(
  'the watch notices a budget that errs by “%s”',
  { timeout: 120_000 },
  async (mutant) => {
    const { store } = await openPostgres()
    const { above, below } = await raceLoops(store, mutantDesk(mutant))
    expect(mutant === 'check-then-reserve' ? above : below).toBeGreaterThan(0)
  },
)
