import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../project-root.ts'
import { countTests, type TestCounts } from './count-tests.ts'

export interface TestRun extends TestCounts {
  exitCode: number
  ended: 'on its own' | 'the time was up' | 'interrupted'
}

const GRACE_MS = 10_000

/** Runs vitest, with all that it started, for at most `limitMs`. */
export async function runVitest(args: string[], limitMs: number): Promise<TestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'pm-bot-test-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]
    // A group of its own, so that ending it ends its workers too.
    const child = spawn(process.execPath, vitest, { cwd: root, stdio: 'inherit', detached: true })
    const { ended, exitCode } = await guard(child, limitMs)
    return { ...countTests(await readReport(report)), ended, exitCode }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function guard(child: ChildProcess, limitMs: number): Promise<Pick<TestRun, 'ended' | 'exitCode'>> {
  const exit = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
  let ended: TestRun['ended'] = 'on its own'

  async function stop(reason: TestRun['ended']): Promise<void> {
    if (ended !== 'on its own') return
    ended = reason
    signalGroup(child, 'SIGTERM')
    await Promise.race([exit, sleep(GRACE_MS, undefined, { ref: false })])
    signalGroup(child, 'SIGKILL')
  }

  const limit = setTimeout(() => void stop('the time was up'), Math.max(limitMs, 0))
  const interrupt = () => void stop('interrupted')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
  const exitCode = await exit
  clearTimeout(limit)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, interrupt)
  return { ended, exitCode }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // Nobody is left.
  }
}

async function readReport(file: string): Promise<unknown> {
  return await readFile(file, 'utf8').then(JSON.parse, () => undefined)
}
