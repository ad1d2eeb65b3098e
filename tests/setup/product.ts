import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest'
import { type Client, createClient } from './client.ts'
import { createDatabase } from './database.ts'
import { type StartedProcess, startProcess } from './started-process.ts'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

export type DatabaseName = 'sqlite' | 'postgres'
export const DATABASES: DatabaseName[] = ['sqlite', 'postgres']

/** The product as a user starts it: one process, reached over HTTP alone. */
export interface Product {
  client: Client
  address: string
  pid: number
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
export function shareProduct(
  database: DatabaseName,
  /** What it needs to be there, and its settings. */
  prepare: (
    onEnd: (end: () => void | Promise<void>) => void,
  ) => Promise<Record<string, string>> | Record<string, string> = () => ({}),
): () => Product {
  let product: Product | undefined
  const ends: (() => void | Promise<void>)[] = []
  beforeAll(async () => {
    const onEnd = (end: () => void | Promise<void>) => void ends.push(end)
    product = await launchProduct(database, await prepare(onEnd), onEnd)
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
  let started: StartedProcess
  let client: Client
  let address = ''

  async function launch(): Promise<void> {
    started = await startProcess({
      args: [MAIN, 'start', '--json'],
      env: environment,
      cwd: dataDirectory,
      isReady: (line) => line.startsWith('{"ok":true'),
      onLine: (line) => lines.push(line),
    })
    address = JSON.parse(started.ready).address
    client = createClient(address)
  }

  await launch()
  onEnd(async () => void (await started.end('SIGKILL')))
  return {
    get client() {
      return client
    },
    get address() {
      return address
    },
    get pid() {
      return started.pid
    },
    dataDirectory,
    environment,
    output: () => lines.join('\n'),
    kill: async () => void (await started.end('SIGKILL')),
    stop: () => started.end('SIGTERM'),
    restart: launch,
  }
}
