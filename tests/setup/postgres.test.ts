import pg from 'pg'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { cloneTemplate, createDatabase, type TestDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const url = inject('postgresUrl')
const databases: TestDatabase[] = []
afterAll(() => Promise.all(databases.map((database) => database.drop())))

async function query(target: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: target })
  // A server that is killed under it ends the connection; the query says so too.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

describe('the Postgres of the tests', () => {
  test('gives every file its own database, several at once', async () => {
    databases.push(...(await Promise.all([createDatabase(url), cloneTemplate(url), cloneTemplate(url)])))
    for (const database of databases) await query(database.url, 'create table only_here (id int primary key)')
    expect(await query(url, "select to_regclass('only_here') as found")).toEqual([{ found: null }])
  })

  test('drops a database that is in use', async () => {
    const database = await createDatabase(url)
    const client = new pg.Client({ connectionString: database.url })
    const ended = new Promise((resolve) => client.on('error', resolve))
    await client.connect()
    await database.drop()
    await ended
    await expect(query(database.url, 'select 1')).rejects.toThrow(/does not exist/)
  })
})

describe('a Postgres of our own', () => {
  test('keeps what was committed over a kill and a restart, and leaves nothing when stopped', {
    timeout: 90_000,
  }, async () => {
    const server = await startEmbeddedPostgres({ settings: { fsync: 'on', synchronous_commit: 'on' } })
    await query(server.url, 'create table kept as select 42 as answer')
    await expect(query(server.url.replace(/postgres$/, 'nowhere'), 'select 1')).rejects.toThrow(
      'does not exist',
    )
    for (let crash = 0; crash < 3; crash += 1) {
      await server.kill()
      await server.restart()
    }
    await server.restart()
    expect(await query(server.url, 'select * from kept')).toEqual([{ answer: 42 }])
    await server.stop()
    await expect(query(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  })
})
