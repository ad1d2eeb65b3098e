import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRedactor } from '@pm-bot/domain'
import { createPulse } from '@pm-bot/runtime'
import { createReaper, openStore, type Store } from '@pm-bot/store'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { cloneTemplate } from '../setup/database.ts'
import { startProcess } from '../setup/started-process.ts'

const FIXTURE = fileURLToPath(new URL('poison-worker.fixture.ts', import.meta.url))
const LIMIT = { timeout: 120_000 }

const open = (location: string) =>
  openStore({
    location: location.startsWith('postgres:') ? { url: location } : { file: location },
    redactor: createRedactor([]),
    onError: () => {},
  })
const tell = (store: Store, key: string, ...types: string[]) =>
  store.storage.transaction(async (tx) => {
    for (const type of types) tx.tell({ kind: 'fragile', key }, { type })
  })
const mail = (store: Store) =>
  store.database.read
    .selectFrom('actor_messages')
    .select(['key', 'park_reason'])
    .where('kind', '=', 'fragile')
    .orderBy('key')
    .execute()
const seen = async (store: Store, key: string): Promise<string[]> => {
  const actor = await store.database.read
    .selectFrom('actors')
    .select('state')
    .where('kind', '=', 'fragile')
    .where('key', '=', key)
    .executeTakeFirst()
  return JSON.parse(actor?.state ?? '[]')
}

/** As a supervisor: started again whenever it dies. Returns how often it did until it lived on. */
async function superviseUntil(location: string, isDone: () => Promise<boolean>): Promise<number> {
  for (let deaths = 0; ; deaths += 1) {
    if (deaths > 8) throw new Error('it dies for ever')
    const worker = await startProcess({
      args: [FIXTURE, location],
      env: { PATH: process.env.PATH },
      cwd: tmpdir(),
      isReady: (line) => line.includes('is ready'),
      onLine: () => {},
    })
    const gone = once(worker.child, 'exit').then(() => 'died' as const)
    const done = (async () => {
      while (worker.isRunning()) {
        if (await isDone()) return 'done' as const
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return await gone
    })()
    if ((await Promise.race([gone, done])) === 'done') {
      await worker.end('SIGKILL')
      return deaths
    }
  }
}

describe('a message that kills the process which handles it', () => {
  test(
    'parks after three deaths; the others are served; a type that did it twice is held back',
    LIMIT,
    async () => {
      const database = await cloneTemplate(inject('postgresUrl'))
      onTestFinished(() => database.drop())
      const store = await open(database.url)
      const reaper = createReaper(store.database, store.queue.sendJobs)
      const reaping = createPulse({
        pollMs: 250,
        onError: () => {},
        async beat() {
          await reaper.look()
          return 'idle'
        },
      })
      onTestFinished(async () => {
        await reaping.stop()
        await store.close()
      })
      const parked = async () => (await mail(store)).filter(({ park_reason }) => park_reason !== null)

      await tell(store, 'a', 'hello', 'bomb', 'after')
      await tell(store, 'b', 'fine')
      const isServed = async () => (await parked()).length === 1 && (await mail(store)).length === 1
      expect(await superviseUntil(database.url, isServed)).toBe(3)
      expect(await parked()).toEqual([{ key: 'a', park_reason: 'crashed' }])
      expect(await seen(store, 'a')).toEqual(['hello', 'after'])
      expect(await seen(store, 'b')).toEqual(['fine'])

      await tell(store, 'c', 'bomb')
      await superviseUntil(database.url, async () => (await parked()).length === 2)
      await tell(store, 'd', 'bomb', 'fine')
      const isHeld = async () => (await parked()).length === 3 && (await mail(store)).length === 3
      expect(await superviseUntil(database.url, isHeld)).toBe(0)
      expect(await mail(store)).toEqual([
        { key: 'a', park_reason: 'crashed' },
        { key: 'c', park_reason: 'crashed' },
        { key: 'd', park_reason: 'held' },
      ])
      expect(await seen(store, 'd')).toEqual(['fine'])
    },
  )

  test('parks on SQLite too, where nobody is left to see the death', LIMIT, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pm-bot-poison-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const file = join(directory, 'pm_bot.sqlite3')
    const store = await open(file)
    await tell(store, 'a', 'hello', 'bomb', 'after')
    await tell(store, 'b', 'fine')
    onTestFinished(() => store.close())

    const isServed = async () => {
      const left = await mail(store)
      return left.length === 1 && left[0]!.park_reason === 'crashed'
    }
    expect(await superviseUntil(file, isServed)).toBe(3)
    expect(await seen(store, 'a')).toEqual(['hello', 'after'])
    expect(await seen(store, 'b')).toEqual(['fine'])
  })
})
