import { isUtf8 } from 'node:buffer'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { UnbundleableChangeError } from '@pm-bot/domain'
import { displayPath } from './display-path.ts'
import { joinWithNull, splitAtNull } from './null-separated.ts'
import type { RunGit } from './run-git.ts'

/**
 * Stages the submodules that the base has, and hides them from `git add`, which would run
 * `git status` inside each: with the configuration that the agent put there.
 */
export async function stageSubmodules(git: RunGit, workDirectory: string): Promise<void> {
  const { stdout } = await git({ args: ['ls-files', '-z', '--stage'] })
  const submodules = splitAtNull(stdout)
    .filter((line) => line.subarray(0, 7).toString() === '160000 ')
    .map((line) => line.subarray(line.indexOf(0x09) + 1))
  if (submodules.length === 0) return

  const removed: Buffer[] = []
  const present: Buffer[] = []
  const kept: Buffer[] = []
  for (const path of submodules) {
    const state = isUtf8(path) ? await stateOf(workDirectory, path.toString()) : 'unchanged'
    if (state === 'stuffed') {
      throw new UnbundleableChangeError(
        `${displayPath(path)} is a submodule, but now holds files and no repository. Put the files elsewhere.`,
      )
    }
    if (state === 'removed') removed.push(path)
    else kept.push(path)
    if (state === 'present') present.push(path)
  }

  const update = async (option: string, paths: readonly Buffer[]) => {
    if (paths.length === 0) return
    await git({ args: ['update-index', option, '-z', '--stdin'], input: joinWithNull(paths) })
  }
  await update('--force-remove', removed)
  // Only reads which commit is checked out there.
  await update('--add', present)
  await update('--skip-worktree', kept)
}

type SubmoduleState = 'removed' | 'unchanged' | 'present' | 'stuffed'

/** A file in a submodule's place counts as removed: `git add` then finds it as a new file. */
async function stateOf(workDirectory: string, path: string): Promise<SubmoduleState> {
  const directory = join(await realpath(workDirectory), path)
  const found = await realpath(directory).catch(() => undefined)
  if (found !== directory || !(await lstat(directory)).isDirectory()) return 'removed'
  const names = await readdir(directory)
  if (names.length === 0) return 'unchanged'
  return names.includes('.git') ? 'present' : 'stuffed'
}
