import type { ChangesetDraft } from '@pm-bot/domain'
import type { ChangeFacts } from './make-bundle.ts'
import { makeDraft } from './make-draft.ts'
import type { RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import { stageWorkTree } from './stage-work-tree.ts'
import type { WorkspaceLayout } from './workspace-layout.ts'

export async function collect(
  runGit: RunGit,
  options: ChangeFacts & { layout: WorkspaceLayout; baseSha: string },
): Promise<ChangesetDraft | null> {
  const { layout, baseSha } = options
  return await withScratch(layout.directory, async (scratch) => {
    const trees = await stageWorkTree(runGit, { layout, baseSha, scratch })
    return await makeDraft(runGit, { ...options, ...trees, gitDir: layout.gitDir })
  })
}
