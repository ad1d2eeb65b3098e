import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { NotARepositoryError } from '@pm-bot/domain'
import { GitFailedError } from './git-errors.ts'
import { lookUpLine, readLine } from './read-line.ts'
import type { RunGit } from './run-git.ts'

export interface Repository {
  /** The work tree's top, or the bare repository. */
  path: string
  gitDir: string
  bare: boolean
  headSha: string
  branch: string | null
}

/** @throws NotARepositoryError */
export async function findRepository(runGit: RunGit, path: string): Promise<Repository> {
  const cwd = await directoryAt(path)
  const gitDir = await gitDirOf(runGit, path, cwd)
  const ask = (...options: string[]) => readLine(runGit, { cwd, args: ['rev-parse', ...options] })

  const bare = (await ask('--is-bare-repository')) === 'true'
  if (!bare && (await ask('--is-inside-work-tree')) !== 'true') {
    throw new NotARepositoryError(
      `“${path}” lies inside a repository's git directory. Give the folder with the files instead.`,
    )
  }
  const headSha = await lookUpLine(runGit, { cwd, args: ['rev-parse', '--verify', '-q', 'HEAD^{commit}'] })
  if (headSha === undefined) {
    throw new NotARepositoryError(
      `“${path}” is a git repository whose head has no commit yet. Make a first commit, then add it again.`,
    )
  }
  const head = await lookUpLine(runGit, { cwd, args: ['symbolic-ref', '-q', 'HEAD'] })
  return {
    path: bare ? gitDir : await realpath(await ask('--show-toplevel')),
    gitDir,
    bare,
    headSha,
    branch: head?.replace(/^refs\/heads\//, '') ?? null,
  }
}

/**
 * The repository that was registered by this path. Git looks further up where a `.git` is
 * missing or damaged, and would find one around it that nobody registered.
 * @throws NotARepositoryError
 */
export async function findRegisteredRepository(runGit: RunGit, path: string): Promise<Repository> {
  const repository = await findRepository(runGit, path)
  if (repository.path !== path || !(await hasItsOwnGit(repository))) {
    throw new NotARepositoryError(
      `“${path}” is no longer the repository that was registered: there, git now opens “${repository.gitDir}”. ` +
        'Bring it back to its place, or register it again where it lies now.',
    )
  }
  return repository
}

/** False for a folder that is a work tree only because core.worktree of a repository around it says so. */
async function hasItsOwnGit({ path, gitDir, bare }: Repository): Promise<boolean> {
  if (bare) return true
  const dotGit = await realpath(join(path, '.git')).catch(() => undefined)
  if (dotGit === undefined) return false
  // Past a file git never looks further up.
  return dotGit === gitDir || (await stat(dotGit)).isFile()
}

async function directoryAt(path: string): Promise<string> {
  if (!isAbsolute(path)) {
    throw new NotARepositoryError(`“${path}” is not an absolute path. Give the whole path, from “/” on.`)
  }
  // A NUL or a loop of links cannot be opened either: for the operator there is nothing there.
  const real = await realpath(path).catch(() => undefined)
  if (real === undefined) {
    throw new NotARepositoryError(`“${path}” does not exist or cannot be read. Check the path for a typo.`)
  }
  if (!(await stat(real)).isDirectory()) {
    throw new NotARepositoryError(`“${path}” is not a directory. Give the folder that holds the repository.`)
  }
  return real
}

async function gitDirOf(runGit: RunGit, path: string, cwd: string): Promise<string> {
  try {
    return await readLine(runGit, { cwd, args: ['rev-parse', '--absolute-git-dir'] })
  } catch (error) {
    if (!(error instanceof GitFailedError)) throw error
    if (error.stderr.includes('not a git repository')) {
      throw new NotARepositoryError(
        `“${path}” is not a git repository. Run “git init” there first, or check the path.`,
      )
    }
    throw new NotARepositoryError(`Git cannot open “${path}”: ${error.message}`)
  }
}
