import type { ChangesetBundle } from '@pm-bot/domain'
import { bundleTree } from './bundle-tree.ts'
import { checkBundle } from './check-bundle.ts'
import { makePatch } from './make-patch.ts'
import type { RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import type { WorkspaceLayout } from './workspace-layout.ts'

interface Comparison {
  layout: WorkspaceLayout
  baseSha: string
  before: ChangesetBundle
  after: ChangesetBundle
  readBlob: (hash: string) => Promise<Uint8Array>
}

/** How what one bundle makes of the base differs from what another makes of it, as a patch. */
export async function compare(runGit: RunGit, options: Comparison): Promise<Uint8Array> {
  const { layout, baseSha, readBlob } = options
  const { gitDir } = layout
  const treeOf = (bundle: ChangesetBundle) => {
    checkBundle(bundle)
    if (bundle.baseSha !== baseSha) {
      throw new Error(`A change of ${bundle.baseSha} cannot be compared on ${baseSha}.`)
    }
    return withScratch(layout.directory, (scratch) =>
      bundleTree(runGit, { gitDir, bundle, readBlob, scratch }),
    )
  }
  return await makePatch(runGit, {
    gitDir,
    from: await treeOf(options.before),
    to: await treeOf(options.after),
  })
}
