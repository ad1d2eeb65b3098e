import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChangesetBundle, UnbundleableChangeError } from '@pm-bot/domain'
import { bundleTree } from './bundle-tree.ts'
import { checkBundle } from './check-bundle.ts'
import { checkOut } from './create-workspace.ts'
import { type GitCall, LONG_MS, type RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import { type StagedTrees, stageWorkTree } from './stage-work-tree.ts'
import { BASE_REF, type WorkspaceLayout } from './workspace-layout.ts'

interface Restoring {
  layout: WorkspaceLayout
  baseSha: string
  bundle: ChangesetBundle | null
  readBlob: (hash: string) => Promise<Uint8Array>
}

/** Into a checkout made anew: whatever an agent did to the former one, nothing of it is walked or followed. */
export async function restore(runGit: RunGit, wanted: Restoring): Promise<'restored' | 'unchanged'> {
  const { layout, baseSha, bundle, readBlob } = wanted
  const { gitDir, workDirectory } = layout
  if (bundle !== null) {
    checkBundle(bundle)
    if (bundle.baseSha !== baseSha) {
      throw new Error(`Work kept on ${bundle.baseSha} cannot be restored on ${baseSha}.`)
    }
  }
  return await withScratch(layout.directory, async (scratch) => {
    const tree = bundle && (await bundleTree(runGit, { gitDir, bundle, readBlob, scratch }))
    const present = await lookUpTrees(runGit, { layout, baseSha })
    if (present && present.tree === (tree ?? present.baseTree)) return 'unchanged'

    await discard(layout)
    await checkOut(runGit, { gitDir, workDirectory, from: BASE_REF })
    if (tree !== null) {
      const env = { GIT_INDEX_FILE: join(scratch, 'work-index') }
      const git = (call: GitCall) => runGit({ gitDir, env, timeoutMs: LONG_MS, ...call })
      await git({ args: ['read-tree', baseSha] })
      await git({ workTree: workDirectory, args: ['read-tree', '--reset', '-u', tree] })
    }
    return 'restored'
  })
}

/** Undefined where what lies there is nothing that could ever have been kept. */
async function lookUpTrees(
  runGit: RunGit,
  at: { layout: WorkspaceLayout; baseSha: string },
): Promise<StagedTrees | undefined> {
  try {
    return await withScratch(at.layout.directory, (scratch) => stageWorkTree(runGit, { ...at, scratch }))
  } catch (error) {
    if (error instanceof UnbundleableChangeError || (error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined
    }
    throw error
  }
}

/** Out of the way first: directories that the agent locked can be renamed, and need not be removable. */
async function discard({ directory, workDirectory }: WorkspaceLayout): Promise<void> {
  const aside = join(directory, `discarded-${randomUUID()}`)
  await rename(workDirectory, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rm(aside, { recursive: true, force: true }).catch(() => {})
}
