import { setTimeout as sleep } from 'node:timers/promises'
import { createRedactor } from '@pm-bot/domain'
import { castOf, startDispatch } from '@pm-bot/runtime'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startEmbeddedPostgres } from '../../../tests/setup/embedded-postgres.ts'
import { type Bench, openPostgresBench } from '../conformance/bench.ts'
import { puppet, setStage, until } from '../conformance/stage.ts'
import { onChanged } from './changed.ts'
import { openStore } from './open-store.ts'
import { storeTxOf } from './storage.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
})
afterAll(() => bench.dispose())

const say = (id: string) =>
  bench.store.storage.transaction(async (tx) => storeTxOf(tx).hint('changed', `runs:${id}`))

describe('a listener in another process', () => {
  test('hears what was committed here', async () => {
    const beside = await bench.openBeside()
    const heard: string[] = []
    const gap = Promise.withResolvers<void>()
    onChanged(beside.database, ({ id }) => heard.push(id), gap.resolve)
    await gap.promise
    const waits: number[] = []
    for (const id of ['1', '2', '3', '4', '5']) {
      const started = performance.now()
      await say(id)
      await until(() => heard.includes(id))
      waits.push(performance.now() - started)
    }
    expect(heard).toEqual(['1', '2', '3', '4', '5'])
    expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(500)
  })

  test('takes what it cannot read for a gap, and goes on', async () => {
    const beside = await bench.openBeside()
    const heard: string[] = []
    let gaps = 0
    onChanged(
      beside.database,
      ({ id }) => heard.push(id),
      () => {
        gaps += 1
      },
    )
    // The first says that it listens now.
    await until(() => gaps === 1)
    for (const payload of ['x', '', '7', '[7]', 'null']) {
      await sql`select pg_notify('pmbot_hints', ${payload})`.execute(bench.store.database.read)
    }
    await say('after')
    await until(() => heard.includes('after'))
    expect(gaps).toBe(6)
  })

  test('serves mail that was told here, without a poll', async () => {
    const stage = setStage(bench)
    const beside = await bench.openBeside()
    const loop = startDispatch({
      storage: beside.storage,
      cast: stage.cast,
      pollMs: 60_000,
      onError: () => {},
    })
    await sleep(200)
    await stage.tell('a', { note: 'heard' })
    await until(async () => (await stage.notes('a')).length === 1, 2000)
    await loop.stop()
  })

  test('comes back when its connection is ended, and reports that it may have missed something', async () => {
    const heard: string[] = []
    let gaps = 0
    const off = onChanged(
      bench.store.database,
      ({ id }) => heard.push(id),
      () => {
        gaps += 1
      },
    )
    await until(() => gaps === 1)
    await say('before')
    await until(() => heard.includes('before'))
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`.execute(
      bench.store.database.read,
    )
    await until(() => gaps === 2)
    // The pool's connections are gone too; a hint that met a dead one was lost.
    await until(async () => {
      await say('after').catch(() => {})
      return heard.includes('after')
    })
    off()
  })
})

test('work goes on after Postgres was killed and came back', async () => {
  const server = await startEmbeddedPostgres({ settings: { synchronous_commit: 'on' } })
  const errors: unknown[] = []
  const store = await openStore({
    location: { url: server.url },
    redactor: createRedactor([]),
    projectors: {},
    onError: (error) => errors.push(error),
  })
  try {
    const cast = castOf(puppet('puppet'))
    const at = { kind: 'puppet', key: 'a' }
    let gaps = 0
    store.database.listen(
      () => {},
      () => (gaps += 1),
    )
    const loop = startDispatch({ storage: store.storage, cast, onError: (error) => errors.push(error) })
    const handled = async () => {
      const row = await store.database.read.selectFrom('actors').select('version').executeTakeFirst()
      return row?.version ?? 0
    }
    const tell = () => store.storage.transaction(async (tx) => tx.tell(at, { note: 'x' }))
    await tell()
    await until(async () => (await handled()) === 1)

    await server.kill()
    // A backend may outlive its postmaster by a moment.
    await until(() => tell().then(() => false, store.storage.isTransient))
    await server.restart()
    await until(() => gaps > 1)
    const before = await handled()
    await until(
      async () =>
        await tell().then(
          () => true,
          () => false,
        ),
    )
    await until(async () => (await handled()) > before)
    await loop.stop()
  } finally {
    await store.close().catch(() => {})
    await server.stop()
  }
})
