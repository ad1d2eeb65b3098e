import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { checkSqlite } from './check-sqlite.ts'

const directory = mkdtempSync(join(tmpdir(), 'pm-bot-doctor-'))
const file = join(directory, 'a?b#c.sqlite3')
afterAll(() => rmSync(directory, { recursive: true, force: true }))

test('a file that is not there yet', async () => {
  expect(await checkSqlite(file)).toMatchObject([{ verdict: 'ok' }])
})

test('a file that newer code has migrated, read without a trace', async () => {
  const database = new DatabaseSync(file)
  database.exec(`
    pragma journal_mode = wal;
    create table kysely_migration (name text);
    insert into kysely_migration values ('9999-from-the-future');
    create table filler (text text)`)
  const insert = database.prepare('insert into filler values (?)')
  for (let row = 0; row < 100; row += 1) insert.run('x'.repeat(1000))
  const open = await checkSqlite(file)
  database.close()
  expect(open).toMatchObject([{ verdict: 'ok' }, { check: 'schema', verdict: 'problem' }])

  const before = statSync(file).mtimeMs
  expect(await checkSqlite(file)).toMatchObject([
    { check: 'database', verdict: 'ok' },
    { check: 'schema', verdict: 'problem', finding: expect.stringContaining('9999-from-the-future') },
  ])
  expect(readdirSync(directory)).toEqual(['a?b#c.sqlite3'])
  expect(statSync(file).mtimeMs).toBe(before)
})

test('a file that was cut, and one that never was a database', async () => {
  truncateSync(file, statSync(file).size / 2)
  expect((await checkSqlite(file))[0]).toMatchObject({ verdict: 'problem' })
  writeFileSync(file, 'this is no database at all, whatever its name says'.repeat(50))
  expect(await checkSqlite(file)).toMatchObject([
    { verdict: 'problem', finding: expect.stringContaining('cannot be read: file is not a database') },
  ])
})
