import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from './database.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pm-bot-sqlite-'))
})
afterEach(() => rm(directory, { recursive: true }))

const open = () =>
  openDatabase({ location: { file: join(directory, 'x.sqlite3') }, onError: () => {} }, async () => {})

test('closing leaves one file, whether anybody read or not', async () => {
  for (const reads of [false, true]) {
    const database = await open()
    await sql`create table if not exists things (id integer)`.execute(database.writer)
    if (reads) await sql`select * from things`.execute(database.read)
    await database.close()
    expect(await readdir(directory)).toEqual(['x.sqlite3'])
  }
})

test('a reader sees what was committed and nothing else, and cannot write', async () => {
  const database = await open()
  await sql`create table things (id integer)`.execute(database.writer)
  const count = async () => (await sql`select * from things`.execute(database.read)).rows.length
  await database.transaction(async (tx) => {
    await sql`insert into things values (1)`.execute(tx.db)
    expect(await count()).toBe(0)
  })
  expect(await count()).toBe(1)
  await expect(sql`insert into things values (2)`.execute(database.read)).rejects.toThrow('readonly')
  await database.close()
})

test('transactions wait in line, and one that fails lets the next one go on', async () => {
  const database = await open()
  await sql`create table things (id integer)`.execute(database.writer)
  let inside = 0
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      database.transaction(async (tx) => {
        inside += 1
        expect(inside).toBe(1)
        await sql`insert into things values (${n})`.execute(tx.db)
        await new Promise((resolve) => setImmediate(resolve))
        inside -= 1
        if (n % 2 === 1) throw new Error('odd')
      }),
    ),
  )
  expect(results.map(({ status }) => status === 'fulfilled')).toEqual(
    Array.from({ length: 20 }, (_, n) => n % 2 === 0),
  )
  expect((await sql`select * from things`.execute(database.read)).rows).toHaveLength(10)
  await database.close()
})

test('a full disk is nobody’s fault, undoes the transaction, and is over when there is room', async () => {
  const database = await open()
  await sql`create table things (id integer, text text)`.execute(database.writer)
  const write = (length: number) =>
    database.transaction(async (tx) => {
      await sql`insert into things values (1, 'first')`.execute(tx.db)
      await sql`insert into things values (2, ${'x'.repeat(length)})`.execute(tx.db)
    })
  await sql`pragma max_page_count = 3`.execute(database.writer)
  const error = await write(100_000).catch((error: unknown) => error)
  expect((error as Error).message).toMatch(/full/)
  expect(database.isTransient(error)).toBe(true)
  expect(database.isTransient(new Error('full of mistakes'))).toBe(false)

  await sql`pragma max_page_count = 1000`.execute(database.writer)
  await write(100_000)
  expect((await sql`select id from things order by id`.execute(database.read)).rows).toHaveLength(2)
  await database.close()
})

test('a power cut loses nothing that was committed', async () => {
  const database = await open()
  const { rows } = await sql`pragma synchronous`.execute(database.writer)
  expect(rows).toEqual([{ synchronous: 2 }])
  await database.close()
})
