import { type ChildProcessWithoutNullStreams as Child, spawn } from 'node:child_process'
import { DURABLE_ARGS, HARDENED_ARGS, prepareGitEnvironment } from './git-environment.ts'
import { GitFailedError, GitOutputTooLargeError, GitTimeoutError } from './git-errors.ts'

export interface GitCall {
  args: readonly [string, ...string[]]
  gitDir?: string
  workTree?: string
  cwd?: string
  env?: Record<string, string>
  input?: string | Uint8Array
  /** Synced to disk before the call answers. */
  durable?: boolean
  /** Exit codes that are answers and not failures; by default only 0. */
  answers?: readonly number[]
  timeoutMs?: number
  maxOutputBytes?: number
  /** Address space, where the system can limit it; for what somebody else's words can make big. */
  maxMemoryBytes?: number
  signal?: AbortSignal | undefined
}

export interface GitAnswer {
  exitCode: number
  stdout: Buffer
}

/** Runs the system's git, once. Whatever it started has ended when this settles. */
export type RunGit = (call: GitCall) => Promise<GitAnswer>

/** For what has to read or write a whole repository. */
export const LONG_MS = 15 * 60_000
const SHORT_MS = 2 * 60_000
const MAX_OUTPUT_BYTES = 256 * 2 ** 20
const MAX_STDERR_BYTES = 64 * 2 ** 10
const GRACE_MS = 2_000

export function makeRunGit(gitDirectory: string): RunGit {
  const environment = prepareGitEnvironment(gitDirectory)

  return async (call) => {
    call.signal?.throwIfAborted()
    const child = spawn(...commandOf(call), {
      cwd: call.cwd ?? call.workTree ?? gitDirectory,
      env: { ...environment, ...call.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, so that upload-pack and index-pack end with it.
      detached: true,
    })
    return await answerOf(child, call)
  }
}

function commandOf(call: GitCall): [program: string, args: string[]] {
  const args = argumentsOf(call)
  if (call.maxMemoryBytes === undefined) return ['git', args]
  const kibibytes = String(Math.floor(call.maxMemoryBytes / 1024))
  return ['sh', ['-c', 'ulimit -v "$0" 2>/dev/null; exec git "$@"', kibibytes, ...args]]
}

function argumentsOf(call: GitCall): string[] {
  return [
    ...HARDENED_ARGS,
    ...(call.durable ? DURABLE_ARGS : []),
    ...(call.gitDir === undefined ? [] : [`--git-dir=${call.gitDir}`]),
    ...(call.workTree === undefined ? [] : [`--work-tree=${call.workTree}`]),
    ...call.args,
  ]
}

function answerOf(child: Child, call: GitCall): Promise<GitAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<GitAnswer>()
  const [command] = call.args
  const timeoutMs = call.timeoutMs ?? SHORT_MS
  let stoppedBy: unknown

  const stop = (reason: unknown) => {
    if (stoppedBy !== undefined) return
    stoppedBy = reason
    // First politely: git removes its lock files on SIGTERM.
    killGroup(child, 'SIGTERM')
    setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS).unref()
  }
  const late = new GitTimeoutError(`git ${command} did not finish within ${timeoutMs / 1000} seconds.`)
  const timer = setTimeout(() => stop(late), timeoutMs)
  const onAbort = () => stop(call.signal?.reason)
  call.signal?.addEventListener('abort', onAbort, { once: true })
  const output = gather(child, call, stop)

  child.on('error', (error) => {
    stoppedBy ??= new Error('git could not be started. Is it installed, and on the PATH?', { cause: error })
  })
  child.on('close', (exitCode) => {
    clearTimeout(timer)
    call.signal?.removeEventListener('abort', onAbort)
    if (stoppedBy !== undefined) reject(stoppedBy)
    else if (exitCode !== null && (call.answers ?? [0]).includes(exitCode)) {
      resolve({ exitCode, stdout: Buffer.concat(output.chunks) })
    } else reject(new GitFailedError(command, exitCode, output.stderr))
  })
  return promise
}

/** Feeds the input, and keeps what comes back as long as it is not too much. */
function gather(child: Child, { args, input, maxOutputBytes }: GitCall, stop: (reason: unknown) => void) {
  const limit = maxOutputBytes ?? MAX_OUTPUT_BYTES
  const output = { chunks: [] as Buffer[], stderr: '' }
  let size = 0
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) output.chunks.push(chunk)
    else stop(new GitOutputTooLargeError(`git ${args[0]} wrote more than ${limit} bytes.`))
  })
  child.stderr.on('data', (chunk: Buffer) => {
    if (output.stderr.length < MAX_STDERR_BYTES) output.stderr += chunk.toString()
  })
  // Git may stop reading early; its exit code says why.
  child.stdin.on('error', () => {})
  child.stdin.end(input ?? '')
  return output
}

function killGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined || (child.exitCode ?? child.signalCode) !== null) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It ended between the look and the kill.
  }
}
