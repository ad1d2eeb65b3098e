import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'

/** Nobody's own settings, and somebody to have written it. */
export const GIT_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  // Nothing here outlives its test: hundreds of branches would be synced to disk one by one.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.fsync',
  GIT_CONFIG_VALUE_0: 'none',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
}

export interface GitOptions {
  input?: string | Buffer
  env?: NodeJS.ProcessEnv
  /** Exit codes that are answers and not failures; only 0 unless named. */
  answers?: readonly number[]
}

export interface GitAnswer {
  exitCode: number
  stdout: string
}

/** Runs git in a bare repository. */
export async function runGit(path: string, args: string[], options: GitOptions = {}): Promise<GitAnswer> {
  const child = spawn('git', ['-C', path, ...args], {
    env: { ...GIT_ENVIRONMENT, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // Git may stop reading early; its exit code says why.
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const [stdout, stderr, exitCode] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    exitOf(child),
  ])
  if (!(options.answers ?? [0]).includes(exitCode)) {
    throw new Error(`git ${args[0]} ended with ${exitCode}: ${stderr}`)
  }
  return { exitCode, stdout: stdout.toString() }
}

/** Its first line. */
export async function readLine(path: string, args: string[], options?: GitOptions): Promise<string> {
  const { stdout } = await runGit(path, args, options)
  return stdout.split('\n')[0] ?? ''
}

async function exitOf(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'close')
  return code ?? 1
}
