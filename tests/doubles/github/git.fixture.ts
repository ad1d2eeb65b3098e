import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { GIT_ENVIRONMENT } from './git/run-git.ts'

const run = promisify(execFile)

/** Nobody is asked for a password. */
const ENVIRONMENT = { ...GIT_ENVIRONMENT, GIT_TERMINAL_PROMPT: '0' }

/** Asynchronous, for the double answers in this process. */
export async function git(directory: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', directory, ...args], { env: ENVIRONMENT })
  return stdout.trim()
}

/** What git says when it fails. */
export async function gitRefusal(directory: string, ...args: string[]): Promise<string> {
  return await git(directory, ...args).then(
    (output) => `it did not fail: ${output}`,
    (error: { stderr: string }) => error.stderr,
  )
}

/** How git is told a token without writing it anywhere. */
export function withToken(token: string): string[] {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return ['-c', `http.extraHeader=Authorization: Basic ${basic}`]
}

export async function cloneOf(url: string, ...options: string[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'github-double-clone-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  await git(directory, ...options, 'clone', '--quiet', url, '.')
  return directory
}

export async function commitFile(directory: string, path: string, content: string): Promise<string> {
  writeFileSync(join(directory, path), content)
  await git(directory, 'add', '--', path)
  await git(directory, 'commit', '--quiet', '-m', `Change ${path}`)
  return await git(directory, 'rev-parse', 'HEAD')
}
