import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { type Content, git, initRepository } from './operators-git.fixture.ts'

export { type Content, change, commit, git } from './operators-git.fixture.ts'

// Dozens of processes a test, on machines that do other things as well.
vi.setConfig({ testTimeout: 60_000 })

export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'pm-bot-git-')))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A repository with two commits, gone with the test: an empty one and the files. */
export const makeRepository = (files: Record<string, Content>, name = 'shop'): string =>
  initRepository(join(temporaryDirectory(), name), files)

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
