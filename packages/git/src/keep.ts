import { type ArtifactRef, type ArtifactStore, canonicalJson } from '@pm-bot/domain'
import { makeBundle } from './make-bundle.ts'
import type { RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import { stageWorkTree } from './stage-work-tree.ts'
import type { WorkspaceLayout } from './workspace-layout.ts'

export interface KeepOptions {
  runId: string
  repoId: string
  artifacts: ArtifactStore
}

/** Says nothing of when and why, so that equal work gives equal bytes. */
const UNSAID = { message: 'Kept work', time: 0 }

export async function keep(
  runGit: RunGit,
  { layout, baseSha, ...options }: KeepOptions & { layout: WorkspaceLayout; baseSha: string },
): Promise<ArtifactRef | null> {
  const { gitDir } = layout
  const bundle = await withScratch(layout.directory, async (scratch) => {
    const trees = await stageWorkTree(runGit, { layout, baseSha, scratch })
    return await makeBundle(runGit, { ...options, ...UNSAID, ...trees, gitDir, baseSha })
  })
  if (bundle === null) return null
  return await options.artifacts.put({
    runId: options.runId,
    kind: 'kept_work',
    title: 'Kept work',
    contentType: 'application/json',
    bytes: Buffer.from(canonicalJson(bundle)),
  })
}
