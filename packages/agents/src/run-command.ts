import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { COMMAND_GUARD_MARK, type CommandReport } from '@pm-bot/domain'
import { type CappedOutput, cappedOutput } from './capped-output.ts'
import { describeSpawnError, readComplaint } from './describe-spawn-error.ts'
import type { GuardOrder, GuardReport, GuardStop } from './guard-messages.ts'
import { openPipe } from './open-pipe.ts'
import { DEFAULT_LIMITS, MAX_OUTPUT_BYTES, type TreeLimits } from './sandbox/limits.ts'
import type { Places, Sandbox } from './sandbox/sandbox.ts'

export interface CommandOptions {
  /** Program and arguments; no shell stands between. */
  argv: readonly [string, ...string[]]
  sandbox: Sandbox
  places: Places
  network: boolean
  timeoutMs: number
  /** From SIGTERM to SIGKILL, after the time limit. */
  graceMs?: number
  limits?: Partial<TreeLimits>
  /** Bytes of output after which it is ended. */
  maxOutput?: number
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
 * Runs a command in a sandbox, in the private clone. It is gone, with all that it started, when this returns, and dies with
 * this process; what a sandbox of the level `process-group` does not contain is in docs/decisions/0024-sandbox.md.
 * @throws the signal's reason, when it had fired before the start
 */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { argv, sandbox, places, network, timeoutMs, graceMs = 2000, signal } = options
  signal?.throwIfAborted()

  const output = cappedOutput(options.outputCap ?? DEFAULT_OUTPUT_CAP)
  const enclosure = await sandbox.enclose({ argv, places, network })
  const pipe = await openPipe(places.tmp)
  const guard = spawn(process.execPath, [GUARD, COMMAND_GUARD_MARK], {
    cwd: '/',
    env: enclosure.env,
    // Its own session: Ctrl-C in the operator's terminal is for the worker.
    detached: true,
    stdio: ['ignore', pipe.writer, pipe.writer, 'ipc'],
  })
  pipe.closeWriter()
  const stop = (limit: GuardStop['limit']) => {
    if (guard.connected) guard.send({ graceMs: ABORT_GRACE_MS, limit } satisfies GuardStop)
  }
  keepOutput(pipe.reader, output, options, () => stop('output'))

  const onAbort = () => stop(null)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const report = await obeyedOrder(guard, {
      ...enclosure,
      timeoutMs,
      graceMs,
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      disk: places.clone,
      prlimit: sandbox.prlimit,
      enclosed: sandbox.level === 'bubblewrap',
    })
    await drained(pipe.reader)
    const aborted = signal?.aborted ?? false
    const common = { level: sandbox.level, aborted, output: output.bytes(), tail: output.tail() }
    if (report.type === 'ended') {
      const { type: _, ...end } = report
      return { ...end, spawnError: null, ...common }
    }
    const about = { program: argv[0], cwd: places.clone }
    const failure = report.type === 'not-enclosed' ? readComplaint(common.tail) : report
    const spawnError = await describeSpawnError(failure, about)
    return { exitCode: null, signal: null, limit: null, spawnError, durationMs: 0, ...common }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    pipe.reader.destroy()
  }
}

function keepOutput(
  reader: Socket,
  output: CappedOutput,
  { maxOutput = MAX_OUTPUT_BYTES, onOutput }: CommandOptions,
  onTooMuch: () => void,
): void {
  let size = 0
  reader.on('data', (chunk) => {
    output.add(chunk)
    onOutput?.(chunk)
    const former = size
    size += chunk.length
    if (former <= maxOutput && size > maxOutput) onTooMuch()
  })
  reader.on('error', () => {})
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
