import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { splitAtNull } from './null-separated.ts'
import { readLine } from './read-line.ts'
import { type GitCall, LONG_MS, type RunGit } from './run-git.ts'

interface MergeSides {
  gitDir: string
  base: string
  ours: string
  theirs: string
  scratch: string
  signal?: AbortSignal | undefined
}

export type MergeResult = { status: 'merged'; tree: string } | { status: 'conflict'; paths: string[] }

/**
 * Three-way merge with renames. `merge-tree --write-tree` needs git 2.40 to be given a base;
 * merge-recursive takes an empty work tree for one whose files were all deleted, and leaves the
 * result in the index.
 */
export async function mergeTrees(runGit: RunGit, sides: MergeSides): Promise<MergeResult> {
  const { gitDir, base, ours, theirs, scratch, signal } = sides
  const workTree = join(scratch, 'merge')
  await mkdir(workTree)
  const env = { GIT_INDEX_FILE: join(scratch, 'merge-index') }
  const git = (call: GitCall) => runGit({ gitDir, workTree, env, timeoutMs: LONG_MS, signal, ...call })

  await git({ args: ['read-tree', ours] })
  const merge = await git({ args: ['merge-recursive', base, '--', ours, theirs], answers: [0, 1] })
  if (merge.exitCode === 0) return { status: 'merged', tree: await readLine(git, { args: ['write-tree'] }) }

  const { stdout } = await git({ args: ['ls-files', '-z', '--unmerged'] })
  const paths = splitAtNull(stdout).map((line) => line.subarray(line.indexOf(0x09) + 1).toString())
  return { status: 'conflict', paths: [...new Set(paths)] }
}
