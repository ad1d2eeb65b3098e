import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest'
import { type Client, createClient } from './client.ts'
import { createDatabase } from './database.ts'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
const START_LIMIT_MS = 30_000

export type DatabaseName = 'sqlite' | 'postgres'
export const DATABASES: DatabaseName[] = ['sqlite', 'postgres']

/** The product as a user starts it: one process, reached over HTTP alone. */
export interface Product {
  client: Client
  address: string
  dataDirectory: string
  /** What a start of the command line in the same place needs. */
  environment: NodeJS.ProcessEnv
  /** All that it printed. */
  output(): string
  /** SIGKILL, as a crash. */
  kill(): Promise<void>
  /** As SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>
  /** Starts again on the same data. */
  restart(): Promise<void>
}

/** Starts the product on fresh data; it is gone, with its data, when the test is over. */
export async function startProduct(
  database: DatabaseName,
  settings: Record<string, string> = {},
): Promise<Product> {
  return await launchProduct(database, settings, onTestFinished)
}

/** One product for all tests of a `describe`: each works on a repository of its own. */
export function shareProduct(database: DatabaseName): () => Product {
  let product: Product | undefined
  const ends: (() => void | Promise<void>)[] = []
  beforeAll(async () => {
    product = await launchProduct(database, {}, (end) => void ends.push(end))
  })
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })
  return () => product!
}

async function launchProduct(
  database: DatabaseName,
  settings: Record<string, string>,
  onEnd: (end: () => void | Promise<void>) => void,
): Promise<Product> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'pm-bot-product-'))
  onEnd(() => rmSync(dataDirectory, { recursive: true, force: true }))
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    PMBOT_DATA_DIR: dataDirectory,
    PMBOT_PORT: '0',
    PMBOT_LOG_LEVEL: 'info',
    ...settings,
  }
  if (database === 'postgres') {
    const own = await createDatabase(inject('postgresUrl'))
    onEnd(() => own.drop())
    environment.DATABASE_URL = own.url
  }

  const lines: string[] = []
  let child: ChildProcess
  let client: Client
  let address = ''

  async function launch(): Promise<void> {
    child = spawn(process.execPath, [MAIN, 'start', '--json'], {
      env: environment,
      cwd: dataDirectory,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    createInterface({ input: child.stderr! }).on('line', (line) => lines.push(line))
    address = await new Promise<string>((resolve, reject) => {
      const fail = () => reject(new Error(`the product did not start:\n${lines.join('\n')}`))
      setTimeout(fail, START_LIMIT_MS).unref()
      child.once('exit', fail)
      createInterface({ input: child.stdout! }).on('line', (line) => {
        lines.push(line)
        const started = line.startsWith('{"ok":true') ? JSON.parse(line) : undefined
        if (started) resolve(started.address)
      })
    })
    client = createClient(address)
  }
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode
  }

  await launch()
  onEnd(async () => void (await end('SIGKILL')))
  return {
    get client() {
      return client
    },
    get address() {
      return address
    },
    dataDirectory,
    environment,
    output: () => lines.join('\n'),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    restart: launch,
  }
}
