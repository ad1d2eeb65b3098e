import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { UnbundleableChangeError } from '@pm-bot/domain'
import { displayPath } from './display-path.ts'
import { GitFailedError } from './git-errors.ts'
import { splitAtNull } from './null-separated.ts'
import { readLine } from './read-line.ts'
import { restoreUntouched } from './restore-untouched.ts'
import { type GitCall, LONG_MS, type RunGit } from './run-git.ts'
import { stageSubmodules } from './stage-submodules.ts'
import type { WorkspaceLayout } from './workspace-layout.ts'

/** Two trees of the trusted git directory: the base, and the base with what the agent did to it. */
export interface StagedTrees {
  baseTree: string
  tree: string
}

export async function stageWorkTree(
  runGit: RunGit,
  { layout, baseSha, scratch }: { layout: WorkspaceLayout; baseSha: string; scratch: string },
): Promise<StagedTrees> {
  const { gitDir, workDirectory } = layout
  if (!(await lstat(workDirectory)).isDirectory()) {
    throw new UnbundleableChangeError('The work tree was replaced by something that is not a directory.')
  }
  // A new index each time knows no file's time stamp, so every file is judged by its content.
  const env = { GIT_INDEX_FILE: join(scratch, 'index') }
  const git = (call: GitCall) => runGit({ gitDir, workTree: workDirectory, env, timeoutMs: LONG_MS, ...call })

  await git({ args: ['read-tree', baseSha] })
  // Of the index and not of the commit: git corrects the odd modes of old trees on the way.
  const baseTree = await readLine(git, { args: ['write-tree'] })
  await refuseNestedRepositories(git)
  await stageSubmodules(git, workDirectory)
  await addAll(git)
  const staged = await readLine(git, { args: ['write-tree'] })
  const tree = await restoreUntouched(git, { gitDir, workDirectory, scratch, baseTree, tree: staged })
  return { baseTree, tree }
}

async function refuseNestedRepositories(git: RunGit): Promise<void> {
  const { stdout } = await git({ args: ['ls-files', '-z', '--others', '--exclude-standard'] })
  const nested = splitAtNull(stdout).find((path) => path.at(-1) === 0x2f)
  if (nested) throw nestedRepository(nested.subarray(0, -1))
}

export function nestedRepository(path: Buffer): UnbundleableChangeError {
  return new UnbundleableChangeError(
    `${displayPath(path)} is a git repository of its own. Remove its .git directory, or leave it out with .gitignore.`,
  )
}

/** What git cannot add, no bundle can hold: a FIFO in a file's place, a file that cannot be read. */
async function addAll(git: RunGit): Promise<void> {
  try {
    await git({ args: ['add', '--all', '--', '.'] })
  } catch (error) {
    if (!(error instanceof GitFailedError)) throw error
    throw new UnbundleableChangeError(`The changes cannot be staged. ${error.message}`)
  }
}
