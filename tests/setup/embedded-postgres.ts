import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { type GuardedProcess, startGuarded } from './guarded-process.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { childrenOf } from './process-tree.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface EmbeddedPostgres {
  /** The maintenance database, as superuser. */
  url: string
  port: number
  /** The postmaster's; another after a restart. */
  pid(): Promise<number>
  /** Ends the server at once and removes everything it wrote. */
  stop(): Promise<void>
  /** SIGKILL to the postmaster and all its children, as a crash. The data stays, for `restart` or `stop`. */
  kill(): Promise<void>
  /** Starts again on the same port and data; a living server is first shut down at once, without a checkpoint. */
  restart(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Over DEFAULTS: benchmarks and fault tools put `fsync` back. */
  settings?: Record<string, string | number>
  port?: number
  /** A folder for the data, e.g. on a disk of its own. Everybody must be able to reach it. */
  dataParent?: string
}

/** A test's data need not survive a power cut. */
const DEFAULTS = {
  max_connections: 300,
  shared_buffers: '64MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

/** Postgres refuses to run as root. Nothing else belongs to these ids. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 }
const START_LIMIT_MS = 30_000

export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const user = process.getuid?.() === 0 ? UNPRIVILEGED : {}
  // Removed with everything in it by the guard.
  const folder = await makeFolder('uid' in user ? temporaryFolder() : tmpdir(), user)
  const home = options.dataParent ? await makeFolder(options.dataParent, user) : folder
  const data = join(home, 'data')
  const processOptions = { ...user, cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } }
  const password = randomUUID()
  const port = options.port ?? (await freePort())
  const settings = {
    ...DEFAULTS,
    ...options.settings,
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
  }
  let guarded: GuardedProcess | undefined

  async function launch(binaries: string): Promise<void> {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    // What the last server said must not be taken for this one's end.
    await rm(join(folder, 'log'), { force: true })
    guarded = startGuarded(folder, [join(binaries, 'postgres'), '-D', data, ...flags], processOptions)
    await untilReady(folder, data)
  }

  async function stop(): Promise<void> {
    await guarded?.end('remove')
    for (const each of [folder, home]) await rm(each, { recursive: true, force: true })
  }

  try {
    const binaries = postgresBinaries(folder, user)
    await initialise(join(binaries, 'initdb'), data, { folder, password }, processOptions)
    await launch(binaries)
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      port,
      pid: async () => (await postmaster(data)).pid,
      stop,
      kill: async () => await killTree((await postmaster(data)).pid),
      restart: () =>
        relaunch(
          () => guarded?.end('keep'),
          () => launch(binaries),
        ),
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function initialise(
  initdb: string,
  data: string,
  { folder, password }: { folder: string; password: string },
  options: object,
): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password)
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  // The password is random: one iteration is safe, and every connection of every test would pay for the usual 4,096.
  const cheap = ['-c', 'scram_iterations=1', '--no-sync', '--no-instructions']
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  await promisify(execFile)(initdb, ['-D', data, ...access, ...cheap, ...locale], options)
}

/** A killed postmaster's children take a moment to notice, and Postgres does not start while one of them lives. */
async function relaunch(end: () => Promise<void> | undefined, launch: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS
  for (;;) {
    await end()
    try {
      return await launch()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}

async function makeFolder(parent: string, user: { uid?: number; gid?: number }): Promise<string> {
  const folder = await mkdtemp(join(parent, 'pm-bot-pg-'))
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid)
  return folder
}

async function untilReady(folder: string, data: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS
  for (;;) {
    const { pid, status } = await postmaster(data)
    if (status === 'ready' && isAlive(pid)) return
    const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '')
    // A living server calls it fatal, too, when it refuses a client.
    if (Date.now() > deadline || (log.includes('FATAL:') && !isAlive(pid))) {
      throw new Error(`The embedded Postgres did not start:\n${log.slice(-2000)}`)
    }
    await sleep(10)
  }
}

/** What the server says of itself in its pid file: its id in line 1, its status in line 8. */
async function postmaster(data: string): Promise<{ pid: number; status: string }> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() }
}

/** The postmaster first: it would take a child's death for a reason to end the others in order. */
async function killTree(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  const children = await childrenOf(pid)
  for (const each of [pid, ...children]) if (isAlive(each)) process.kill(each, 'SIGKILL')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
