/**
 * Stands between a worker and the command it runs, as a process of its own: when the channel
 * to the worker closes, because the worker was killed, the command's whole process group dies.
 *
 * It never touches its stdout and stderr, which are the command's too: Node would make them
 * non-blocking for both.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { GuardOrder, GuardReport, GuardStop } from './guard-messages.ts'

process.once('disconnect', () => process.exit())
process.once('message', (message) => run(message as GuardOrder))
// A supervisor that stops the whole service means the worker; the guard ends after it.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

function run({ argv, cwd, env, timeoutMs, graceMs }: GuardOrder): void {
  const startedAt = performance.now()
  const durationMs = () => Math.round(performance.now() - startedAt)
  const command = start(argv, cwd, env)
  const group = command?.pid
  if (command === undefined || group === undefined) return

  let timedOut = false
  let killTimer: NodeJS.Timeout | undefined
  const stop = (grace: number) => {
    signalGroup(group, 'SIGTERM')
    clearTimeout(killTimer)
    killTimer = setTimeout(() => signalGroup(group, 'SIGKILL'), grace)
  }
  const limit = setTimeout(() => {
    timedOut = true
    stop(graceMs)
  }, timeoutMs)

  const onDisconnect = () => signalGroup(group, 'SIGKILL')
  process.prependListener('disconnect', onDisconnect)
  process.on('message', (message) => stop((message as GuardStop).graceMs))
  command.once('exit', async (exitCode, signal) => {
    clearTimeout(limit)
    clearTimeout(killTimer)
    process.removeListener('disconnect', onDisconnect)
    const report: GuardReport = { type: 'ended', exitCode, signal, timedOut, durationMs: durationMs() }
    await killGroup(group)
    finish(report)
  })
  process.send?.({ type: 'started', pid: group } satisfies GuardReport)
}

function start(argv: readonly string[], cwd: string, env: Record<string, string>): ChildProcess | undefined {
  const fail = (error: NodeJS.ErrnoException) =>
    finish({ type: 'not-started', code: error.code ?? '', message: error.message })
  try {
    const [program = '', ...args] = argv
    // Detached: the leader of a new session, so that the group's id is its process id.
    const command = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 1, 1] })
    return command.once('error', fail)
  } catch (error) {
    fail(error as NodeJS.ErrnoException)
    return undefined
  }
}

/** What the command left running in the background ends with it. */
async function killGroup(group: number): Promise<void> {
  for (let round = 0; round < 20 && signalGroup(group, 'SIGKILL'); round += 1) await delay(10)
}

/** False when the group has no process left. */
function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}

function finish(report: GuardReport): void {
  process.send?.(report, () => process.disconnect?.())
}
