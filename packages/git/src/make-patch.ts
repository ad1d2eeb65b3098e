import { UnbundleableChangeError } from '@pm-bot/domain'
import { PLAIN_DIFF, type Trees } from './diff-trees.ts'
import { GitOutputTooLargeError } from './git-errors.ts'
import { MAX_PATCH_BYTES } from './limits.ts'
import { LONG_MS, type RunGit } from './run-git.ts'

/**
 * The change as `git apply` reads it. Made without a work tree, so `.gitattributes` has no
 * say and cannot turn a text into something that the operator does not get to read.
 */
export async function makePatch(runGit: RunGit, { gitDir, from, to }: Trees): Promise<Buffer> {
  const options = ['--patch', '--binary', '--full-index', '--find-renames', '--no-color', '--unified=3']
  const args = ['diff-tree', ...PLAIN_DIFF, ...options, from, to] as const
  try {
    return (await runGit({ gitDir, args, timeoutMs: LONG_MS, maxOutputBytes: MAX_PATCH_BYTES })).stdout
  } catch (error) {
    if (!(error instanceof GitOutputTooLargeError)) throw error
    throw new UnbundleableChangeError('The diff is too big to be read. Split the change into smaller ones.')
  }
}
