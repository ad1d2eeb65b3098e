import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a test wants a path to be. `null` removes it. */
export type Content = string | Buffer | { link: string } | { executable: string } | null

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
export function initRepository(directory: string, files: Record<string, Content>): string {
  mkdirSync(directory)
  git(directory, 'init', '--quiet', '-b', 'main')
  commit(directory, {}, 'Begin')
  commit(directory, files, 'Add files')
  return directory
}
