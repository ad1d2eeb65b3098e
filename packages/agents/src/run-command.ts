import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { CommandReport } from '@pm-bot/domain'
import { cappedOutput } from './capped-output.ts'
import { commandEnvironment } from './command-environment.ts'
import { describeSpawnError } from './describe-spawn-error.ts'
import type { GuardOrder, GuardReport, GuardStop } from './guard-messages.ts'
import { openPipe } from './open-pipe.ts'

export interface CommandOptions {
  /** Program and arguments; no shell stands between. */
  argv: readonly [string, ...string[]]
  cwd: string
  /** An empty directory of the attempt's own. */
  home: string
  /** A directory of the attempt's own for temporary files. */
  tmp: string
  /** Where programs are looked for; by default in the system's directories. */
  path?: string
  timeoutMs: number
  /** From SIGTERM to SIGKILL, after the time limit. */
  graceMs?: number
  signal?: AbortSignal
  /** Bytes of output that are kept: the beginning and the end. */
  outputCap?: number
  onOutput?: (chunk: Uint8Array) => void
}

export interface CommandResult extends Omit<CommandReport, 'log'> {
  /** The signal fired; whatever the command then exited with says nothing. */
  aborted: boolean
  /** Its stdout and stderr, in the order in which they were written. */
  output: Uint8Array
}

const GUARD = fileURLToPath(new URL('./command-guard.ts', import.meta.url))
const ABORT_GRACE_MS = 300
const DEFAULT_OUTPUT_CAP = 5 * 1024 * 1024

/**
 * Runs a command in a process group of its own, which is gone when this returns and dies with
 * this process. A process that leaves its group by `setsid` is not contained.
 * @throws the signal's reason, when it had fired before the start
 */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { argv, cwd, timeoutMs, graceMs = 2000, signal } = options
  signal?.throwIfAborted()

  const output = cappedOutput(options.outputCap ?? DEFAULT_OUTPUT_CAP)
  const env = commandEnvironment(options)
  const pipe = await openPipe(options.tmp)
  pipe.reader.on('data', (chunk) => {
    output.add(chunk)
    options.onOutput?.(chunk)
  })
  pipe.reader.on('error', () => {})
  const guard = spawn(process.execPath, [GUARD], {
    cwd: '/',
    env,
    // Its own session: Ctrl-C in the operator's terminal is for the worker.
    detached: true,
    stdio: ['ignore', pipe.writer, pipe.writer, 'ipc'],
  })
  pipe.closeWriter()

  const stop = () => guard.connected && guard.send({ graceMs: ABORT_GRACE_MS } satisfies GuardStop)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const report = await obeyedOrder(guard, { argv, cwd, env, timeoutMs, graceMs })
    await drained(pipe.reader)
    const aborted = signal?.aborted ?? false
    const common = { aborted, output: output.bytes(), tail: output.tail() }
    if (report.type === 'not-started') {
      const spawnError = await describeSpawnError(report, { program: argv[0], cwd })
      return { exitCode: null, signal: null, timedOut: false, spawnError, durationMs: 0, ...common }
    }
    const { type: _, ...end } = report
    return { ...end, spawnError: null, ...common }
  } finally {
    signal?.removeEventListener('abort', stop)
    pipe.reader.destroy()
  }
}

/** The guard's last word, when it is gone and the command with it. */
async function obeyedOrder(
  guard: ChildProcess,
  order: GuardOrder,
): Promise<Exclude<GuardReport, { type: 'started' }>> {
  let group: number | undefined
  let last: Exclude<GuardReport, { type: 'started' }> | undefined
  guard.on('message', (message) => {
    const report = message as GuardReport
    if (report.type === 'started') group = report.pid
    else last = report
  })
  // Its exit may be heard before its last message, the end of the channel may not.
  const gone = Promise.all([once(guard, 'exit'), once(guard, 'disconnect')])
  guard.send(order, () => {})
  await gone
  if (last !== undefined) return last

  // Somebody killed the guard: nobody but us knows the command then. One killed in the
  // moment between the command's start and its report of it leaves the command to itself.
  if (group !== undefined) killGroup(group)
  throw new Error("the command's guard ended before the command")
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** Reads to the end; a process that left the group may hold the pipe open, and is not waited for. */
async function drained(reader: Socket): Promise<void> {
  if (reader.readableEnded) return
  await Promise.race([once(reader, 'end'), once(AbortSignal.timeout(500), 'abort')])
}
