import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'
import { type StartedProcess, startProcess } from './started-process.ts'

/** `all` is the one process of Mode A. */
export type ServiceRole = 'api' | 'worker' | 'scheduler' | 'all'

const MAINS: Record<ServiceRole, [file: string, ...args: string[]]> = {
  api: ['services/api/src/main.ts'],
  worker: ['services/worker/src/main.ts'],
  scheduler: ['services/scheduler/src/main.ts'],
  all: ['packages/cli/src/main.ts', 'start'],
}
const LISTENING: readonly string[] = ['api', 'all'] satisfies ServiceRole[]

/** A program that is no service of the product and is supervised like one. */
export interface OtherProgram {
  name: string
  /** Path of its main file. */
  file: string
}

export interface ServiceOptions {
  /** For the service, e.g. `--queues runs`. */
  args?: readonly string[]
  /** For Node, e.g. `--import`. */
  nodeArgs?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Started again whenever it ends by itself or by `kill`, as systemd does with Restart=always. */
  supervised?: boolean
  /** Opens a channel to the process, also after a restart. */
  onMessage?: (message: unknown, service: Service, reply: (message: object) => void) => void
}

/** One service through all its lives. */
export interface Service {
  readonly role: string
  readonly pid: number
  /** Of one that listens; the same after a restart. */
  readonly address: string
  /** How often it was started so far. */
  readonly starts: number
  isRunning(): boolean
  /** All that it printed, in all its lives. */
  output(): string
  /** Through the channel that `onMessage` opened. */
  send(message: object): void
  /** SIGKILL, as a crash; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves to the exit code. It stays away, supervised or not. */
  stop(): Promise<number | null>
  /** Stops it if it runs, and starts it. */
  restart(): Promise<void>
}

/** Processes on one database and one data directory, as a supervisor runs them. */
export interface Fleet {
  dataDirectory: string
  /** What a command line in the same place needs. */
  environment: NodeJS.ProcessEnv
  services: readonly Service[]
  /** Resolves when it says that it is ready. */
  start(program: ServiceRole | OtherProgram, options?: ServiceOptions): Promise<Service>
  /** Ends all of them at once and removes the data directory; the database is the caller's. */
  end(): Promise<void>
}

const RESTART_PAUSE_MS = 100

export interface FleetOptions {
  /** Without it, SQLite in the data directory. */
  databaseUrl?: string
  settings?: Record<string, string>
  /** A folder for the data directory, e.g. on a disk of its own. */
  dataParent?: string
}

export function createFleet({ databaseUrl, settings, dataParent = tmpdir() }: FleetOptions): Fleet {
  const dataDirectory = mkdtempSync(join(dataParent, 'pm-bot-fleet-'))
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    PMBOT_DATA_DIR: dataDirectory,
    PMBOT_LOG_LEVEL: 'warn',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...settings,
  }
  const services: (Service & { end(): Promise<void> })[] = []
  return {
    dataDirectory,
    environment,
    services,
    async start(program, serviceOptions = {}) {
      const { role, main } = programOf(program)
      const port = LISTENING.includes(role) ? String(await freePort()) : '0'
      const env = { ...environment, PMBOT_PORT: port, ...serviceOptions.env }
      const service = createService(role, main, { ...serviceOptions, env }, dataDirectory)
      services.push(service)
      await service.restart()
      return service
    },
    async end() {
      await Promise.all(services.map((service) => service.end()))
      rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function programOf(program: ServiceRole | OtherProgram): { role: string; main: readonly string[] } {
  if (typeof program === 'object') return { role: program.name, main: [program.file] }
  const [file, ...args] = MAINS[program]
  return { role: program, main: [fileURLToPath(new URL(`../../${file}`, import.meta.url)), ...args] }
}

function createService(
  role: string,
  main: readonly string[],
  options: ServiceOptions & { env: NodeJS.ProcessEnv },
  cwd: string,
): Service & { end(): Promise<void> } {
  const { args = [], nodeArgs = [], env, supervised = false, onMessage } = options
  const lines: string[] = []
  let running: StartedProcess | undefined
  let starting: Promise<void> | undefined
  let starts = 0
  let wanted = false

  async function launch(): Promise<void> {
    const started = await startProcess({
      args: [...nodeArgs, ...main, ...args],
      env,
      cwd,
      isReady: (line) => line.includes('is ready'),
      onLine: (line) => lines.push(line),
      onMessage: onMessage && ((message, reply) => onMessage(message, service, reply)),
    })
    running = started
    starts += 1
    if (supervised) started.child.once('exit', () => wanted && bringBack())
  }
  /** A start that fails, e.g. because the database is away, is tried again. */
  function bringBack(): void {
    starting = (async () => {
      while (wanted) {
        await sleep(RESTART_PAUSE_MS)
        if (!wanted) return
        const failed = await launch().then(
          () => false,
          () => true,
        )
        if (!failed) return
      }
    })()
  }
  async function endWith(signal: NodeJS.Signals): Promise<number | null> {
    wanted = false
    // One that is on its way up is let come up: half a start has no pid to end.
    await starting
    return (await running?.end(signal)) ?? null
  }

  const service: Service & { end(): Promise<void> } = {
    role,
    get pid() {
      return running!.pid
    },
    get address() {
      const address = /http:\S+/.exec(running?.ready ?? '')
      if (!address) throw new Error(`the ${role} listens nowhere`)
      return address[0]
    },
    get starts() {
      return starts
    },
    isRunning: () => running?.isRunning() ?? false,
    output: () => lines.join('\n'),
    send: (message) => void running?.child.send(message),
    kill: async () => void (await running?.end('SIGKILL')),
    stop: () => endWith('SIGTERM'),
    async restart() {
      await endWith('SIGTERM')
      wanted = true
      await launch()
    },
    end: async () => void (await endWith('SIGKILL')),
  }
  return service
}
