import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { type Bench, openPostgresBench } from '../conformance/bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
})
afterAll(() => bench.dispose())
beforeEach(() => bench.byOwner('drop table if exists pebbles; create table pebbles (n int primary key)'))

const pebble = (n: number) => sql`insert into pebbles values (${n})`
const pebbles = async () =>
  (await sql<{ n: number }>`select n from pebbles order by n`.execute(bench.store.database.read)).rows.map(
    ({ n }) => n,
  )

describe('what a transaction sends without waiting', () => {
  test('is committed with it, in its order', async () => {
    const { transaction } = bench.store.database
    await transaction(async (tx) => {
      await tx.write(pebble(1))
      await tx.write(sql`update pebbles set n = n + 1`)
      expect(await tx.rows(sql`select n from pebbles`)).toEqual([{ n: 2 }])
      await tx.write(pebble(1))
    })
    expect(await pebbles()).toEqual([1, 2])
  })

  test('is a transaction by itself when it is all there is, and fails as one', async () => {
    const { transaction } = bench.store.database
    await transaction((tx) => tx.write(pebble(1)))
    await expect(transaction((tx) => tx.write(pebble(1)))).rejects.toMatchObject({ code: '23505' })
    const throwing = transaction(async (tx) => {
      await tx.write(pebble(2))
      throw new Error('changed its mind')
    })
    await expect(throwing).rejects.toThrow('changed its mind')
    expect(await pebbles()).toEqual([1])
  })

  test('fails the commit with its own error, and undoes everything', async () => {
    const { transaction } = bench.store.database
    const committing = transaction(async (tx) => {
      await tx.write(pebble(1))
      await tx.write(pebble(1))
      await tx.write(pebble(2))
      return 'done'
    })
    // Not 25P02 of the third, which only says that another failed.
    await expect(committing).rejects.toMatchObject({ code: '23505' })
    expect(await pebbles()).toEqual([])
  })

  test('explains the failure of what was asked behind it', async () => {
    const { transaction } = bench.store.database
    const asking = transaction(async (tx) => {
      await tx.write(pebble(1))
      await tx.write(pebble(1))
      return await tx.rows(sql`select n from pebbles`)
    })
    await expect(asking).rejects.toMatchObject({ code: '23505' })
  })

  test('does not hide why something before it failed that was waited for', async () => {
    const { transaction } = bench.store.database
    const asking = transaction(async (tx) => {
      await tx.write(pebble(1))
      const answer = tx.rows(sql`insert into pebbles values (1) returning n`)
      await Promise.all([answer, tx.write(pebble(2))])
    })
    await expect(asking).rejects.toMatchObject({ code: '23505' })
    const querying = transaction(async (tx) => {
      await tx.write(pebble(1))
      const answer = sql`insert into pebbles values (1)`.execute(tx.db)
      await Promise.all([answer, tx.write(pebble(2))])
    })
    await expect(querying).rejects.toMatchObject({ code: '23505' })
  })

  test('is undone when the work behind it throws', async () => {
    const { transaction } = bench.store.database
    const working = transaction(async (tx) => {
      await tx.write(pebble(1))
      throw new Error('changed its mind')
    })
    await expect(working).rejects.toThrow('changed its mind')
    expect(await pebbles()).toEqual([])
  })

  test('leaves a connection that the next one can use, whatever became of it', async () => {
    const beside = await bench.openBeside()
    for (let n = 0; n < 30; n += 1) {
      const failing = beside.database.transaction(async (tx) => {
        await tx.write(pebble(n))
        if (n % 3 === 0) await tx.write(pebble(n))
        if (n % 3 === 1) throw new Error('changed its mind')
      })
      if (n % 3 === 2) await failing
      else await expect(failing).rejects.toThrow()
    }
    expect(await pebbles()).toEqual([2, 5, 8, 11, 14, 17, 20, 23, 26, 29])
  })

  test('is nobody’s fault when its connection is lost at the commit', async () => {
    const { database } = bench.store
    const committing = database.transaction(async (tx) => {
      const [self] = await tx.rows<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await tx.write(pebble(1))
      await sql`select pg_terminate_backend(${self!.pid})`.execute(database.read)
    })
    const error = await committing.catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Error)
    expect(database.isTransient(error)).toBe(true)
    expect(await pebbles()).toEqual([])
  })
})

describe('a statement that comes often', () => {
  const prepared = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_prepared_statements where statement like '%from pebbles where n >%'
    `.execute(bench.store.database.writer)
    return rows[0]!.n
  }

  test('is prepared, and survives that its table changes', async () => {
    const { database } = bench.store
    const ask = () => sql`select * from pebbles where n > ${0}`.execute(database.read)
    for (let n = 0; n < 20; n += 1) await ask()
    expect(await prepared()).toBeGreaterThan(0)

    await bench.byOwner('alter table pebbles add column weight int')
    const answers = await Promise.allSettled(Array.from({ length: 40 }, () => ask()))
    const errors = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    expect(errors.every((error) => database.isTransient(error))).toBe(true)
    // Each connection that knew the old table is gone after its first try.
    for (let n = 0; n < 20; n += 1) await ask()
  })
})
