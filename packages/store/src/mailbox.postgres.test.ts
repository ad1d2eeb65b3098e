import { createRedactor } from '@pm-bot/domain'
import { ask, takeTurnOf, takeTurns } from '@pm-bot/runtime'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { cloneTemplate } from '../../../tests/setup/database.ts'
import { type Bench, openPostgresBench } from '../conformance/bench.ts'
import { noteProjector, setStage } from '../conformance/stage.ts'
import { postgresMailbox } from './mailbox.postgres.ts'
import { openStore } from './open-store.ts'
import { storeTxOf } from './storage.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
})
afterAll(() => bench.dispose())

const NOTHING = {
  handled: [],
  events: [],
  effects: [],
  cancelEffects: [],
  reopenEffects: [],
  sends: [],
  timers: [],
  replies: [],
}

/** A transaction that has done its work and waits for a word before it commits. */
async function heldTransaction(work: Parameters<Bench['store']['storage']['transaction']>[0]) {
  const worked = Promise.withResolvers<void>()
  const word = Promise.withResolvers<void>()
  const committed = bench.store.storage.transaction(async (tx) => {
    await work(tx)
    // What was only sent has happened when the next answer is there.
    await storeTxOf(tx).rows(sql`select 1`)
    worked.resolve()
    await word.promise
  })
  await Promise.race([worked.promise, committed])
  return {
    async commit() {
      word.resolve()
      await committed
    },
  }
}

const posting = (to: { kind: string; key: string }, note: string) =>
  heldTransaction(async (tx) => {
    await postgresMailbox.post(storeTxOf(tx), [
      { to, body: { note }, messageId: `${to.kind}:${note}`, replyTo: null },
    ])
  })

describe('a sender that takes long', () => {
  test('does not keep the actor from its turns', async () => {
    const stage = setStage(bench)
    await stage.tell('a', { note: '1' })
    const sender = await posting(stage.at('a'), '2')

    expect(await takeTurns(bench.store.storage, stage.cast)).toMatchObject({ handled: 1 })
    expect(await ask(bench.store.storage, stage.cast, stage.at('a'), { note: 'asked' })).toMatchObject({
      version: 2,
    })
    await sender.commit()
    await stage.drain()
    expect(await stage.notes('a')).toEqual(['1', 'asked', '2'])
  })

  test('makes the next sender of the same actor wait, so that numbers are seen in their order', async () => {
    const stage = setStage(bench)
    const first = await posting(stage.at('a'), '1')
    let arrived = false
    const second = stage.tell('a', { note: '2' }).then(() => {
      arrived = true
    })
    await stage.tell('b', { note: 'elsewhere' })
    expect(arrived).toBe(false)
    expect(await stage.mail('a')).toEqual([])
    await first.commit()
    await second
    expect((await stage.mail('a')).map(({ seq, body }) => [seq, body])).toEqual([
      [1, '{"note": "1"}'],
      [2, '{"note": "2"}'],
    ])
    await stage.drain()
  })
})

describe('a turn that takes long', () => {
  test('keeps no sender waiting, and no other process from other actors', async () => {
    const stage = setStage(bench)
    await stage.tell('a', { note: '1' })
    // It has written its state too: a sender's "insert … on conflict do nothing" would wait for that.
    const turn = await heldTransaction(async (tx) => {
      const actor = await tx.lockActor(stage.at('a'))
      await tx.saveTurns([{ ...NOTHING, ...actor, state: [] }])
    })
    await stage.tell('a', { note: '2' })
    await stage.tell('b', { note: 'b' })
    expect(await takeTurns(bench.store.storage, stage.cast)).toMatchObject({ handled: 1 })
    expect(await takeTurnOf(bench.store.storage, stage.cast, stage.at('a'))).toMatchObject({ handled: 0 })
    await turn.commit()
    await stage.drain()
    expect(await stage.notes('a')).toEqual(['1', '2'])
  })

  test('makes whoever asks wait its turn', async () => {
    const stage = setStage(bench)
    const turn = await heldTransaction((tx) => tx.lockActor(stage.at('a')))
    let answered = false
    const asking = ask(bench.store.storage, stage.cast, stage.at('a'), { note: 'x' }).then(() => {
      answered = true
    })
    await stage.tell('b', {})
    expect(answered).toBe(false)
    await turn.commit()
    await asking
    await stage.drain()
  })
})

describe('many processes at once', () => {
  test('number messages in the order of their commits', async () => {
    const stage = setStage(bench)
    const beside = await bench.openBeside()
    const gaps: number[][] = []
    let sending = true
    const reader = (async () => {
      while (sending) {
        const seen = (await stage.mail('a')).map(({ seq }) => seq)
        if (seen.some((seq, index) => seq !== index + 1)) gaps.push(seen)
      }
    })()
    const sender = async (store: typeof beside) => {
      for (let n = 0; n < 40; n += 1) {
        await store.storage.transaction(async (tx) => {
          for (const key of ['a', 'b']) for (let m = 0; m < 3; m += 1) tx.tell(stage.at(key), {})
        })
      }
    }
    await Promise.all([sender(beside), sender(bench.store), sender(beside), sender(bench.store)])
    sending = false
    await reader
    expect(gaps).toEqual([])
    expect(await stage.mail('a')).toHaveLength(480)
    await stage.drain()
  })

  test('never wait for one another in a circle, though actors tell each other both ways', async () => {
    const stage = setStage(bench)
    const beside = await bench.openBeside()
    const keys = Array.from({ length: 12 }, (_, n) => `k${n}`)
    // Each message goes on to three others, in an order of its own.
    const spreading = (depth: number, from: number): object => ({
      note: 'x',
      sends:
        depth === 0
          ? []
          : [7, 3, 5].map((step) => ({
              to: stage.at(keys[(from * step + depth) % 12]!),
              message: spreading(depth - 1, from * step + depth),
            })),
    })
    for (const [n, key] of keys.entries()) await stage.tell(key, spreading(4, n))

    const deadlocks: string[] = []
    const serve = async (store: typeof beside) => {
      for (let idle = 0; idle < 20; ) {
        try {
          const { handled } = await takeTurns(store.storage, stage.cast, {
            limits: { actors: 3, messagesEach: 5 },
          })
          idle = handled === 0 ? idle + 1 : 0
          if (handled === 0) await new Promise((resolve) => setTimeout(resolve, 10))
        } catch (error) {
          deadlocks.push((error as { code: string }).code)
        }
      }
    }
    await Promise.all([beside, bench.store, beside, bench.store, beside, bench.store].map(serve))
    await stage.drain()

    expect(deadlocks).toEqual([])
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from notes where kind = ${stage.kind}`.execute(bench.store.database.read)
    expect(rows[0]!.n).toBe(12 * (1 + 3 + 9 + 27 + 81))
  })
})

test('a connection that is lost in the middle of a turn costs no message an attempt', async () => {
  const stage = setStage(bench)
  bench.projectors[stage.kind] = async (tx) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.db)
  }
  await stage.tell('a', { note: '1' })
  const failing = takeTurns(bench.store.storage, stage.cast)
  const error = await failing.catch((thrown) => thrown)
  expect(bench.store.storage.isTransient(error)).toBe(true)
  expect(await stage.mail('a')).toMatchObject([{ attempts: 0, parked_at: null }])

  bench.projectors[stage.kind] = noteProjector
  await stage.drain()
  expect(await stage.notes('a')).toEqual(['1'])
})

test('several processes may open a new database at the same time', async () => {
  const database = await cloneTemplate(inject('postgresUrl'))
  const open = () =>
    openStore({
      location: { url: database.url },
      redactor: createRedactor([]),
      onError: () => {},
      projectors: {},
    })
  const stores = await Promise.all([open(), open(), open()])
  await Promise.all(stores.map((store) => store.close()))
  await database.drop()
})
