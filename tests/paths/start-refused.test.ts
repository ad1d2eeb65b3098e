import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startProduct } from '../setup/product.ts'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

function freshPlace(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-start-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

async function start(settings: Record<string, string>): Promise<{ code: number; complaint: string }> {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: { PATH: process.env.PATH, PMBOT_PORT: '0', ...settings },
    cwd: freshPlace(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const complaint = text(child.stderr)
  const [code] = await once(child, 'exit')
  return { code, complaint: await complaint }
}

/** One sentence for the operator: no stack, no file of ours. */
function expectSentence({ code, complaint }: { code: number; complaint: string }, pattern: RegExp): void {
  expect(complaint).toMatch(pattern)
  expect(complaint).not.toMatch(/\n\s+at |\.ts:/)
  expect(complaint.trim().split('\n')).toHaveLength(1)
  expect(code).toBe(1)
}

test('a taken port', async () => {
  const data = join(freshPlace(), 'data')
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const refused = await start({ PMBOT_PORT: String(port), PMBOT_DATA_DIR: data })
  expectSentence(refused, /port \d+ on 127\.0\.0\.1 is in use.*set PMBOT_PORT/)
  expect(existsSync(data)).toBe(false)
})

test('a data directory that cannot be written', async () => {
  const file = join(freshPlace(), 'a-file')
  writeFileSync(file, 'not a directory')
  expectSentence(await start({ PMBOT_DATA_DIR: join(file, 'data') }), /cannot be written.*set PMBOT_DATA_DIR/)
})

test('a second process on the same file', async () => {
  const first = await startProduct('sqlite')
  const refused = await start({ PMBOT_DATA_DIR: first.dataDirectory })
  expectSentence(refused, /another pm-bot process is using.*stop it first/)
  expect((await first.client.request('GET', '/api/health')).status).toBe(200)
})

test('a database of newer code', async () => {
  const product = await startProduct('sqlite')
  await product.stop()
  const file = join(product.dataDirectory, 'control_plane/pm_bot.sqlite3')
  const database = new DatabaseSync(file)
  database.exec(`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2030')`)
  const schema = () => database.prepare('select name, sql from sqlite_schema order by name').all()
  const before = schema()
  expectSentence(
    await start({ PMBOT_DATA_DIR: product.dataDirectory }),
    /migrated by a newer version of pm-bot \(9999-from-the-future\)/,
  )
  expect(schema()).toEqual(before)
  database.close()
})

test('wrong settings are each named', async () => {
  const data = join(freshPlace(), 'data')
  const { code, complaint } = await start({
    PMBOT_DATA_DIR: data,
    PMBOT_PORT: 'seven',
    PMBOT_HOST: '0.0.0.0',
    DATABASE_URL: 'mysql://x',
  })
  expect(code).toBe(1)
  expect(complaint).toMatch(/PMBOT_PORT must be a whole number from 0 to 65535, not “seven”/)
  expect(complaint).toMatch(/PMBOT_PASSWORD is required to listen on 0\.0\.0\.0/)
  expect(complaint).toMatch(/DATABASE_URL must look like postgres:/)
  expect(existsSync(data)).toBe(false)
})

test('a Postgres that is not there', async () => {
  const data = freshPlace()
  const refused = await start({ PMBOT_DATA_DIR: data, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/none' })
  expectSentence(refused, /cannot open the database none at 127\.0\.0\.1:1: nothing listens there/)
  expect(readdirSync(join(data, 'artifacts'))).toEqual([])
})

test('wrong usage exits with 2 and says what there is', async () => {
  const child = spawn(process.execPath, [MAIN, 'strat'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: freshPlace(),
  })
  const complaint = await text(child.stderr)
  expect(complaint).toMatch(/unknown command 'strat'/)
  expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(2)
})

test('a model whose key is not there', async () => {
  const settings = { PMBOT_DATA_DIR: join(freshPlace(), 'data'), PMBOT_MODEL: 'anthropic:claude' }
  expectSentence(await start(settings), /PMBOT_MODEL is anthropic:claude, which needs ANTHROPIC_API_KEY/)
})
