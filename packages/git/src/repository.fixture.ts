import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished, vi } from 'vitest'

// Dozens of processes a test, on machines that do other things as well.
vi.setConfig({ testTimeout: 60_000 })

/** What a test wants a path to be. `null` removes it. */
export type Content = string | Buffer | { link: string } | { executable: string } | null

export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'pm-bot-git-')))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_ALLOW_PROTOCOL: 'file',
}

/** The operator's own git, not the one under test. */
export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trimEnd()
}

export function change(directory: string, files: Record<string, Content>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path)
    rmSync(file, { recursive: true, force: true })
    if (content === null) continue
    mkdirSync(dirname(file), { recursive: true })
    if (typeof content === 'string' || Buffer.isBuffer(content)) writeFileSync(file, content)
    else if ('link' in content) symlinkSync(content.link, file)
    else {
      writeFileSync(file, content.executable)
      chmodSync(file, 0o755)
    }
  }
}

export function commit(directory: string, files: Record<string, Content>, message = 'Change'): string {
  change(directory, files)
  git(directory, 'add', '--all')
  git(directory, 'commit', '--quiet', '--allow-empty', '-m', message)
  return git(directory, 'rev-parse', 'HEAD')
}

/** A repository with two commits: an empty one and the files. */
export function makeRepository(files: Record<string, Content>): string {
  const directory = join(temporaryDirectory(), 'shop')
  mkdirSync(directory)
  git(directory, 'init', '--quiet', '-b', 'main')
  commit(directory, {}, 'Begin')
  commit(directory, files, 'Add files')
  return directory
}

/** Every file below a directory, as kind, permission and content: equal means the same bytes. */
export function filesBelow(
  directory: string,
  skip: (path: string) => boolean = () => false,
): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (prefix: string) => {
    for (const name of readdirSync(join(directory, prefix)).sort()) {
      const path = join(prefix, name)
      if (skip(path)) continue
      const file = join(directory, path)
      const stat = lstatSync(file)
      if (stat.isDirectory()) walk(path)
      else if (stat.isSymbolicLink()) found.set(path, `link ${readlinkSync(file)}`)
      else {
        const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
        found.set(path, `${stat.mode & 0o100 ? 'executable' : 'plain'} ${hash}`)
      }
    }
  }
  walk('')
  return found
}

/** A work tree without its git directory. */
export const workTreeOf = (directory: string) => filesBelow(directory, (path) => path === '.git')

/** A repository with its checkout, except for stored objects, which only grow. */
export const repositoryState = (directory: string, ...skipped: string[]) =>
  filesBelow(directory, (path) => /(?:^|\/)objects$/.test(path) || skipped.includes(path))

export function checkOut(repository: string, commitSha: string): string {
  const directory = join(temporaryDirectory(), 'checkout')
  git(repository, 'clone', '--quiet', '--no-checkout', '.', directory)
  git(directory, 'fetch', '--quiet', 'origin', commitSha)
  git(directory, 'checkout', '--quiet', commitSha)
  return directory
}
