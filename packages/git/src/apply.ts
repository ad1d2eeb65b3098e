import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApplyResult, ChangesetBundle } from '@pm-bot/domain'
import { lookUpOccupant } from './branch-occupant.ts'
import { checkBundle } from './check-bundle.ts'
import { withoutHooks } from './configured-programs.ts'
import { findRegisteredRepository } from './find-repository.ts'
import { GitFailedError } from './git-errors.ts'
import { hasCommit } from './has-commit.ts'
import { readLine } from './read-line.ts'
import type { RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import { writeCommit } from './write-commit.ts'

interface ApplyOptions {
  target: string
  bundle: ChangesetBundle
  readBlob: (hash: string) => Promise<Uint8Array>
  scratchParent: string
  mayWrite?: () => Promise<void>
}

export async function apply(runGit: RunGit, options: ApplyOptions): Promise<ApplyResult> {
  const { target, bundle, readBlob, scratchParent, mayWrite } = options
  checkBundle(bundle)
  const { gitDir, headSha } = await findRegisteredRepository(runGit, target)
  const place = { gitDir, branch: bundle.branch }
  const occupant = await lookUpOccupant(runGit, place)

  // The branch before the base: whoever died after writing it must find it, wherever the head is now.
  if (occupant === undefined && headSha !== bundle.baseSha) return { status: 'base-moved', headSha }
  if (occupant && occupant.branch !== bundle.branch) return { status: 'branch-taken', ...occupant }
  if (occupant && !(await hasCommit(runGit, gitDir, bundle.baseSha))) {
    return { status: 'branch-taken', ...occupant }
  }

  return await withScratch(scratchParent, async (scratch) => {
    const hooksOff = await withoutHooks(runGit, { gitDir })
    // Only to compare, so not into the target.
    const aside = occupant ? await objectsAside(runGit, gitDir, scratch) : {}
    const env = { ...hooksOff, ...aside }
    const commitSha = await writeCommit(runGit, { gitDir, bundle, readBlob, scratch, env })
    if (occupant) return adoptionOf(occupant, commitSha)
    await mayWrite?.()
    return await createBranch(runGit, { ...place, commitSha, env })
  })
}

function adoptionOf(occupant: { branch: string; sha: string }, commitSha: string): ApplyResult {
  if (occupant.sha === commitSha) return { status: 'applied', commitSha, adopted: true }
  return { status: 'branch-taken', ...occupant }
}

async function createBranch(
  runGit: RunGit,
  {
    gitDir,
    branch,
    commitSha,
    env,
  }: { gitDir: string; branch: string; commitSha: string; env: Record<string, string> },
): Promise<ApplyResult> {
  const fromNothing = '0'.repeat(commitSha.length)
  try {
    const args = ['update-ref', '--no-deref', branch, commitSha, fromNothing] as const
    await runGit({ gitDir, args, env, durable: true })
    return { status: 'applied', commitSha, adopted: false }
  } catch (error) {
    if (!(error instanceof GitFailedError)) throw error
    // Somebody may have been faster: another attempt of ours, or a branch in the way.
    const occupant = await lookUpOccupant(runGit, { gitDir, branch })
    if (occupant === undefined) throw error
    return adoptionOf(occupant, commitSha)
  }
}

async function objectsAside(
  runGit: RunGit,
  gitDir: string,
  scratch: string,
): Promise<Record<string, string>> {
  const objects = await readLine(runGit, { gitDir, args: ['rev-parse', '--git-path', 'objects'] })
  const aside = join(scratch, 'objects')
  await mkdir(aside)
  return {
    GIT_OBJECT_DIRECTORY: aside,
    // Quoted, because a colon would otherwise begin another directory.
    GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${objects.replace(/["\\]/g, '\\$&')}"`,
  }
}
