import { realpath, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
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
