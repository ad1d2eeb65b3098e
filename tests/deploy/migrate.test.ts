import { type ExecFileException, execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createRoleDatabase, type RoleDatabase } from '../setup/roles.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const data = mkdtempSync(join(tmpdir(), 'pm-bot-migrate-'))
let database: RoleDatabase
beforeAll(async () => {
  database = await createRoleDatabase(inject('postgresUrl'))
})
afterAll(async () => {
  await database.drop()
  rmSync(data, { recursive: true })
})

function run(url: string, program: string, ...args: string[]): Promise<{ code: unknown; output: string }> {
  const env = { PATH: process.env.PATH, PMBOT_DATA_DIR: data, PMBOT_PORT: '0', DATABASE_URL: url }
  return new Promise((resolve) => {
    const options = { cwd: data, env, timeout: 60_000 }
    const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
      resolve({ code: error ? error.code : 0, output: stdout + stderr })
    execFile(process.execPath, [join(ROOT, program), ...args], options, done)
  })
}
const migrate = (url: string, ...args: string[]) => run(url, 'packages/cli/src/main.ts', 'migrate', ...args)

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

const BEHIND =
  'pm-bot: the database is not up to date, and the user of DATABASE_URL may not change its tables; run npm run pm-bot -- migrate as the user who owns them\n'

/** Whole processes are started here, up to three at once. */
const PATIENT = { timeout: 120_000 }

test('until the owner has migrated, a process says who must', PATIENT, async () => {
  const services = ['api', 'worker', 'scheduler'].map((name) => `services/${name}/src/main.ts`)
  const answers = await Promise.all(services.map((main) => run(database.runtimeUrl, main)))
  expect(answers).toEqual(services.map(() => ({ code: 1, output: BEHIND })))
})

test('whom to grant what is checked, and said in a sentence', PATIENT, async () => {
  expect(await migrate('', '--runtime-role', 'pmbot')).toEqual({
    code: 1,
    output: 'pm-bot: --runtime-role needs DATABASE_URL; SQLite has no roles\n',
  })
  expect(await migrate(database.ownerUrl, '--runtime-role', 'nobody_at_all')).toEqual({
    code: 1,
    output: 'pm-bot: there is no database role “nobody_at_all”; create it first\n',
  })
  // Migrated now, but for nobody else to use.
  const { code, output } = await run(database.runtimeUrl, 'services/scheduler/src/main.ts')
  expect(code).toBe(1)
  expect(output).toMatch(/^pm-bot: [^\n]*migrate --runtime-role[^\n]*\n$/)
})

test('takes back what the runtime role should not have', PATIENT, async () => {
  await query(database.ownerUrl, `grant all on all tables in schema public to ${database.runtimeRole}`)
  const grant = ['--runtime-role', database.runtimeRole]
  expect(await migrate(database.ownerUrl, ...grant)).toMatchObject({ code: 0 })
  expect(await migrate(database.runtimeUrl, ...grant)).toEqual({
    code: 1,
    output: 'pm-bot: the user of DATABASE_URL does not own the tables; run this as the one who does\n',
  })

  const { rows } = await query(
    database.ownerUrl,
    `select distinct table_schema, privilege_type from information_schema.role_table_grants
     where grantee = '${database.runtimeRole}' order by 1, 2`,
  )
  const rights = ['DELETE', 'INSERT', 'SELECT', 'UPDATE']
  expect(rows).toEqual(
    ['langgraph', 'pgboss', 'public'].flatMap((table_schema) =>
      rights.map((privilege_type) => ({ table_schema, privilege_type })),
    ),
  )
  await expect(query(database.runtimeUrl, 'drop table langgraph.checkpoints')).rejects.toThrow(
    'must be owner',
  )
})

test('waits for indexes that the work queues build in the background', PATIENT, async () => {
  await query(
    database.ownerUrl,
    `insert into pgboss.bam (name, version, table_name, command)
     values ('late', 1, 'job_common', 'create index concurrently late on pgboss.job_common (id)');
     update pgboss.version set bam_on = null`,
  )
  expect(await migrate(database.ownerUrl)).toMatchObject({ code: 0 })
  const { rows } = await query(database.ownerUrl, "select to_regclass('pgboss.late') is not null as built")
  expect(rows).toEqual([{ built: true }])
})

test('an older version of the work queues is not mended by a role that may not', PATIENT, async () => {
  await query(database.ownerUrl, 'update pgboss.version set version = version - 1')
  expect(await run(database.runtimeUrl, 'services/scheduler/src/main.ts')).toEqual({
    code: 1,
    output: BEHIND,
  })
})
