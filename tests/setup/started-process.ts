import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const START_LIMIT_MS = 90_000

/** What Node has compiled before, see scripts/bootstrap/node-24.mjs: hundreds of starts need not do it again. */
const { NODE_COMPILE_CACHE } = process.env
const COMPILED = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }

export interface ProcessToStart {
  /** What Node is given: its own options, the program, the program's arguments. */
  args: readonly string[]
  env: NodeJS.ProcessEnv
  cwd: string
  /** True for the line on standard output in which it says that it is ready. */
  isReady: (line: string) => boolean
  /** Hears every line that it prints. */
  onLine: (line: string) => void
  /** Opens a channel to the process and hears what comes through it. */
  onMessage?: ((message: unknown, reply: (message: object) => void) => void) | undefined
}

export interface StartedProcess {
  child: ChildProcess
  pid: number
  ready: string
  isRunning(): boolean
  /** Sends the signal, unless it is gone; resolves when it is, to its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts a program of ours; resolves when it says that it is ready. */
export async function startProcess(options: ProcessToStart): Promise<StartedProcess> {
  const { args, env, cwd, isReady, onLine, onMessage } = options
  const child = spawn(process.execPath, args, {
    env: { ...COMPILED, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', ...(onMessage ? (['ipc'] as const) : [])],
  })
  const lines: string[] = []
  const hear = (line: string) => {
    lines.push(line)
    onLine(line)
  }
  const reply = (message: object) => void (child.connected && child.send(message))
  if (onMessage) child.on('message', (message) => onMessage(message, reply))
  createInterface({ input: child.stderr! }).on('line', hear)
  const ready = await new Promise<string>((resolve, reject) => {
    const fail = () => {
      clearTimeout(patience)
      child.kill('SIGKILL')
      reject(new Error(`it did not start: ${args.join(' ')}\n${lines.join('\n')}`))
    }
    const patience = setTimeout(fail, START_LIMIT_MS)
    child.once('exit', fail)
    createInterface({ input: child.stdout! }).on('line', (line) => {
      hear(line)
      if (!isReady(line)) return
      clearTimeout(patience)
      child.off('exit', fail)
      resolve(line)
    })
  })

  const isRunning = () => child.exitCode === null && child.signalCode === null
  return {
    child,
    pid: child.pid!,
    ready,
    isRunning,
    async end(signal) {
      if (!isRunning()) return child.exitCode
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
      return child.exitCode
    },
  }
}
