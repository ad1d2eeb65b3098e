import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, inject, onTestFinished, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { createClient } from '../setup/client.ts'
import { createRoleDatabase, type RoleDatabase } from '../setup/roles.ts'
import { readComposeFile, type Service } from './compose-file.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PASSWORD = 'correct horse battery'

/** What stands in the container's place: its host names, paths and ports are ones of this machine. */
interface Machine {
  database: RoleDatabase
  data: string
  repos: string
  port: number
}

async function prepareMachine(): Promise<Machine> {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-compose-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const repos = join(directory, 'repos')
  mkdirSync(repos)
  const database = await createRoleDatabase(inject('postgresUrl'))
  onTestFinished(() => database.drop())
  return { database, data: join(directory, 'data'), repos, port: await freePort() }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** The environment of a container of this service, and nothing else. Each has a /tmp of its own. */
function environmentOf({ environment }: Service, machine: Machine): NodeJS.ProcessEnv {
  const { database, data, port } = machine
  const tmp = mkdtempSync(join(tmpdir(), 'pm-bot-container-'))
  onTestFinished(() => rmSync(tmp, { recursive: true, force: true }))
  const urls: Record<string, string> = {
    'postgres://pmbot_owner:owner@postgres:5432/pmbot': database.ownerUrl,
    'postgres://pmbot:runtime@postgres:5432/pmbot': database.runtimeUrl,
  }
  const here = (value: string) =>
    (urls[value] ?? value)
      .replace(/^\/tmp\//, `${tmp}/`)
      .replace(/^\/data$/, data)
      .replace(/^0\.0\.0\.0$/, '127.0.0.1')
      .replace(/\b7070$/, String(port))
  const entries = Object.entries(environment).map(([name, value]) => [name, here(value)])
  return { PATH: process.env.PATH, HOME: tmp, TMPDIR: tmp, ...Object.fromEntries(entries) }
}

const argumentsOf = (command: string[], { database }: Machine): string[] => {
  const [node, ...rest] = command
  expect(node).toBe('node')
  return rest.map((argument) => (argument === 'pmbot' ? database.runtimeRole : argument))
}

interface Container {
  child: ChildProcess
  /** Runs its health check once: whether it succeeded. */
  isHealthy(): Promise<boolean>
}

function startContainer(service: Service, machine: Machine): Container {
  const env = environmentOf(service, machine)
  const child = spawn(process.execPath, argumentsOf(service.command!, machine), {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [kind, ...test] = service.healthcheck!.test
  expect(kind).toBe('CMD')
  return {
    child,
    isHealthy: () =>
      promisify(execFile)(process.execPath, argumentsOf(test, machine), { cwd: ROOT, env }).then(
        () => true,
        () => false,
      ),
  }
}

async function signIn(address: string): Promise<string> {
  const answer = await createClient(address).request('POST', '/api/session', { password: PASSWORD })
  expect(answer.status).toBe(204)
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

test('the commands of docker-compose.yml come up healthy, take a run to its commit, and stop when told', {
  timeout: 300_000,
}, async () => {
  const machine = await prepareMachine()
  const { migrate, api, worker, publisher, scheduler } = readComposeFile({
    POSTGRES_PASSWORD: 'superuser',
    PMBOT_OWNER_PASSWORD: 'owner',
    PMBOT_RUNTIME_PASSWORD: 'runtime',
    PMBOT_PASSWORD: PASSWORD,
    PMBOT_REPOS: machine.repos,
    PMBOT_LOG_LEVEL: 'warn',
  }).services as Record<string, Service>

  const migration = await promisify(execFile)(process.execPath, argumentsOf(migrate!.command!, machine), {
    cwd: ROOT,
    env: environmentOf(migrate!, machine),
  })
  expect(migration).toEqual({
    stdout: `The database (postgres) is up to date. The role ${machine.database.runtimeRole} may do what the processes need.\n`,
    stderr: '',
  })

  // As `--scale worker=2` would.
  const containers = [api!, worker!, worker!, publisher!, scheduler!].map((service) =>
    startContainer(service, machine),
  )
  for (const { isHealthy } of containers) await expect.poll(isHealthy, { timeout: 120_000 }).toBe(true)

  const address = `http://127.0.0.1:${machine.port}`
  const page = await fetch(address)
  expect(page.headers.get('content-type')).toContain('text/html')
  const client = createClient(address, { cookie: await signIn(address) })

  const directory = join(machine.repos, 'shop')
  renameSync(makeRepository({ 'README.md': 'a\n' }), directory)
  const command = ['sh', '-c', 'echo b >> README.md']
  const { id } = await client.propose(await client.addRepository(directory), command)
  await client.approveNext(id)
  await client.untilRun(id, 'blocked')
  await client.approveNext(id)
  await client.untilRun(id, 'completed')
  expect(git(directory, 'show', `pm-bot/${id}:README.md`)).toBe('a\nb')
  await expect
    .poll(async () => (await client.request('GET', '/api/audit/verify')).body, { timeout: 10_000 })
    .toMatchObject({ ok: true, unsealed: 0 })

  // Once more by the owner, as every `docker compose up` does, while all of it runs.
  await promisify(execFile)(process.execPath, argumentsOf(migrate!.command!, machine), {
    cwd: ROOT,
    env: environmentOf(migrate!, machine),
  })
  expect((await client.request('GET', '/api/runs')).status).toBe(200)

  for (const { child, isHealthy } of containers) {
    const gone = once(child, 'exit')
    const told = Date.now()
    child.kill('SIGTERM')
    expect(await gone).toEqual([0, null])
    expect(Date.now() - told).toBeLessThan(15_000)
    if (child === containers[0]!.child) expect(await isHealthy()).toBe(false)
  }
})
