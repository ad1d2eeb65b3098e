import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mergeBase } from './history.ts'
import { readLine, runGit } from './run-git.ts'

/** The tree of both together, undefined where they conflict. merge-tree would need git 2.40 for it. */
export async function mergeCommits(path: string, ours: string, theirs: string): Promise<string | undefined> {
  const base = await mergeBase(path, ours, theirs)
  if (base === undefined) return undefined
  const scratch = await mkdtemp(join(tmpdir(), 'github-double-merge-'))
  try {
    const env = { GIT_DIR: path, GIT_WORK_TREE: scratch, GIT_INDEX_FILE: join(scratch, '.index') }
    await runGit(scratch, ['read-tree', ours], { env })
    const merge = await runGit(scratch, ['merge-recursive', base, '--', ours, theirs], {
      env,
      answers: [0, 1],
    })
    return merge.exitCode === 0 ? await readLine(scratch, ['write-tree'], { env }) : undefined
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
