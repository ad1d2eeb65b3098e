import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { createDatabase, type TestDatabase } from '../../../tests/setup/database.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'pm-bot-main-'))
const kill: (() => void)[] = []
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase(inject('postgresUrl'))
})
afterAll(() => database.drop())
afterEach(() => {
  for (const end of kill.splice(0)) end()
  rmSync(directory, { recursive: true, force: true })
})

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, PMBOT_DATA_DIR: directory, PMBOT_LOG_LEVEL: 'silent', ...environment },
  })
  kill.push(() => child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return { child, output: () => output }
}

test('serves until it is told to stop', async () => {
  const { child, output } = start({ DATABASE_URL: database.url, PMBOT_PORT: '0' })
  await expect.poll(output, { timeout: 20_000 }).toMatch(/ready at http/)
  const origin = /http:\S+/.exec(output())![0]
  const answer = await fetch(`${origin}/api/workspaces`)
  expect(await answer.json()).toMatchObject({ items: [{ name: 'My repositories' }] })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('says in one sentence what keeps it from starting', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const taken = start({ DATABASE_URL: database.url, PMBOT_PORT: String(port) })
  expect(await once(taken.child, 'exit')).toEqual([1, null])
  expect(taken.output()).toBe(
    `pm-bot: port ${port} on 127.0.0.1 is in use, perhaps by another pm-bot; stop that program or set PMBOT_PORT\n`,
  )
  other.close()

  const onSqlite = start({ PMBOT_PORT: '0' })
  expect(await once(onSqlite.child, 'exit')).toEqual([1, null])
  expect(onSqlite.output()).toBe(
    'pm-bot: a process of its own needs DATABASE_URL; on SQLite, npm start is the one process\n',
  )

  const open = start({ PMBOT_HOST: '0.0.0.0' })
  expect(await once(open.child, 'exit')).toEqual([1, null])
  expect(open.output()).toMatch(/^pm-bot: PMBOT_PASSWORD is required [^\n]*\n$/)
})
