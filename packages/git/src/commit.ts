import type { ChangesetBundle } from '@pm-bot/domain'
import { checkBundle } from './check-bundle.ts'
import { withoutHooks } from './configured-programs.ts'
import { hasCommit } from './has-commit.ts'
import type { RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import { writeCommit } from './write-commit.ts'

interface CommitOptions {
  clone: string
  bundle: ChangesetBundle
  readBlob: (hash: string) => Promise<Uint8Array>
  scratchParent: string
}

export async function commit(runGit: RunGit, options: CommitOptions): Promise<string | undefined> {
  const { clone: gitDir, bundle, readBlob, scratchParent } = options
  checkBundle(bundle)
  if (!(await hasCommit(runGit, gitDir, bundle.baseSha))) return undefined
  return await withScratch(scratchParent, async (scratch) => {
    const env = await withoutHooks(runGit, { gitDir })
    return await writeCommit(runGit, { gitDir, bundle, readBlob, scratch, env })
  })
}
