import { readLine } from './read-line.ts'
import type { RunGit } from './run-git.ts'
import { type CommitSource, writeCommit } from './write-commit.ts'

/** The tree that a bundle makes of its base, written into the git directory. */
export async function bundleTree(runGit: RunGit, source: CommitSource): Promise<string> {
  const commit = await writeCommit(runGit, source)
  return await readLine(runGit, {
    gitDir: source.gitDir,
    args: ['rev-parse', '--verify', `${commit}^{tree}`],
  })
}
