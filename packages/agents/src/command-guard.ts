/**
 * Stands between a worker and the command it runs, as a process of its own: when the channel
 * to the worker closes, because the worker was killed, everything that the command started dies.
 *
 * It never touches its stdout and stderr, which are the command's too: Node would make them
 * non-blocking for both.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { setPriority } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { CommandLimit } from '@pm-bot/domain'
import type { GuardOrder, GuardReport, GuardStop } from './guard-messages.ts'
import { inheritable } from './inheritable.ts'
import { asEnded } from './sandbox/as-ended.ts'
import { hearStatus } from './sandbox/bubblewrap-status.ts'
import { limitInherited } from './sandbox/limit-inherited.ts'
import { type TreeWatch, watchTree } from './sandbox/watch-tree.ts'

process.once('disconnect', () => process.exit())
process.once('message', (message) => run(message as GuardOrder))
// A supervisor that stops the whole service means the worker; the guard ends after it.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

function run(order: GuardOrder): void {
  const { timeoutMs, graceMs, enclosed } = order
  const startedAt = performance.now()
  for (const fd of inheritable()) closeSync(fd)
  if (order.prlimit) limitInherited(order.prlimit, order.limits)
  const command = start(order)
  const group = command?.pid
  if (command === undefined || group === undefined) return

  makeWay(group)

  let limit: CommandLimit | null = null
  let killTimer: NodeJS.Timeout | undefined
  const kill = () => killAll(group, tree)
  const stop = (by: CommandLimit | null, grace: number) => {
    limit ??= by
    clearTimeout(killTimer)
    if (grace === 0) return kill()
    ask(group, tree, enclosed)
    killTimer = setTimeout(kill, grace)
  }
  // What grows is not asked: it would go on growing.
  const tree = watchTree(group, { ...order, onLimit: (exceeded) => stop(exceeded, 0) })
  const status = enclosed ? hearStatus(command) : undefined
  const timer = setTimeout(() => stop('time', graceMs), timeoutMs)
  process.prependListener('disconnect', kill)
  process.on('message', (message) => stop((message as GuardStop).limit, (message as GuardStop).graceMs))

  command.once('exit', async (exitCode, signal) => {
    const durationMs = Math.round(performance.now() - startedAt)
    tree.stop()
    clearTimeout(timer)
    clearTimeout(killTimer)
    await untilGone(group, tree)
    process.removeListener('disconnect', kill)
    const began = (await status?.commandBegan) ?? true
    if (!began && signal === null) return finish({ type: 'not-enclosed' })
    finish({ type: 'ended', ...asEnded({ exitCode, signal, limit, enclosed }), durationMs })
  })
  process.send?.({ type: 'started', pid: group } satisfies GuardReport)
}

function start({ argv, cwd, env, enclosed }: GuardOrder): ChildProcess | undefined {
  const fail = (error: NodeJS.ErrnoException) =>
    finish({ type: 'not-started', code: error.code ?? '', message: error.message })
  try {
    const [program = '', ...args] = argv
    // Detached: the leader of a new session, so that the group's id is its process id.
    const stdio = ['ignore', 1, 1, ...(enclosed ? (['pipe'] as const) : [])] as const
    const command = spawn(program, args, { cwd, env, detached: true, stdio: [...stdio] })
    return command.once('error', fail)
  } catch (error) {
    fail(error as NodeJS.ErrnoException)
    return undefined
  }
}

/** The machine has to stay usable beside a command that takes all it can get, for whoever is to end it above all. */
function makeWay(command: number): void {
  try {
    setPriority(command, 10)
    // Only a superuser's guard may.
    setPriority(process.pid, -10)
  } catch {
    // It has ended, or this is as good as it gets.
  }
}

/** Bubblewrap itself would end everything at once. */
function ask(group: number, tree: TreeWatch, enclosed: boolean): void {
  if (!enclosed) signalOne(-group, 'SIGTERM')
  const [, , ...command] = tree.members()
  if (enclosed) for (const pid of command) signalOne(pid, 'SIGTERM')
}

/** The group before anything is looked at: in a sandbox that is the end of everything in it, at once. */
function killAll(group: number, tree: TreeWatch): void {
  signalOne(-group, 'SIGKILL')
  for (const pid of tree.members()) signalOne(pid, 'SIGKILL')
}

/** What the command left running in the background ends with it. */
async function untilGone(group: number, tree: TreeWatch): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    killAll(group, tree)
    // A process that nobody reaps stays in its group for ever, dead.
    const inGroup = round < 20 && signalOne(-group, 'SIGKILL')
    if (!inGroup && tree.members().length === 0) return
    await delay(10)
  }
}

/** False when there is nobody. */
function signalOne(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

function finish(report: GuardReport): void {
  process.send?.(report, () => process.disconnect?.())
}
