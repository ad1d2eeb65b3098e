import { lookUpLine } from './read-line.ts'
import type { RunGit } from './run-git.ts'

export interface Occupant {
  branch: string
  sha: string
}

/** What stands where the branch shall be: itself, or one that leaves no room for its name. */
export async function lookUpOccupant(
  runGit: RunGit,
  { gitDir, branch }: { gitDir: string; branch: string },
): Promise<Occupant | undefined> {
  // A symbolic ref that points nowhere is in no list, and creating it would create its target.
  const target = await lookUpLine(runGit, { gitDir, args: ['symbolic-ref', '-q', branch] })
  if (target !== undefined) return { branch, sha: (await shaOf(runGit, gitDir, branch)) ?? '' }

  const parent = branch.slice(0, branch.lastIndexOf('/'))
  const parentSha = await shaOf(runGit, gitDir, parent)
  if (parentSha !== undefined) return { branch: parent, sha: parentSha }

  // The branch itself, or any below it.
  const format = '--format=%(objectname) %(refname)'
  const { stdout } = await runGit({ gitDir, args: ['for-each-ref', '--count=1', format, branch] })
  const [sha, name] = stdout.toString().trimEnd().split(' ')
  return sha && name ? { branch: name, sha } : undefined
}

/** By the full name only, where rev-parse would also try `refs/tags/refs/heads/…`. */
async function shaOf(runGit: RunGit, gitDir: string, ref: string): Promise<string | undefined> {
  const args = ['show-ref', '--verify', '--hash', ref] as const
  const { exitCode, stdout } = await runGit({ gitDir, args, answers: [0, 1, 128] })
  return exitCode === 0 ? stdout.toString().trimEnd() : undefined
}
