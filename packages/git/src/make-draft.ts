import { type ChangesetDraft, canonicalJson, newId } from '@pm-bot/domain'
import { listChangedFiles } from './changed-files.ts'
import { type ChangeFacts, makeBundle, type TwoTrees } from './make-bundle.ts'
import { makePatch } from './make-patch.ts'
import { patchId } from './patch-id.ts'
import type { RunGit } from './run-git.ts'

/** Stores the difference of two trees as a bundle and a patch; null when there is none. */
export async function makeDraft(
  runGit: RunGit,
  options: ChangeFacts & TwoTrees,
): Promise<ChangesetDraft | null> {
  const { gitDir, baseSha, runId, artifacts } = options
  const trees = { gitDir, from: options.baseTree, to: options.tree }
  const bundle = await makeBundle(runGit, options)
  if (bundle === null) return null

  const { branch, message, pullRequest } = bundle
  const patch = await makePatch(runGit, trees)
  return {
    changesetId: newId(),
    baseSha,
    branch,
    message,
    bundle: await artifacts.put({
      runId,
      kind: 'changeset_bundle',
      title: 'Changeset',
      contentType: 'application/json',
      bytes: Buffer.from(canonicalJson(bundle)),
    }),
    patch: await artifacts.put({
      runId,
      kind: 'patch',
      title: 'Diff',
      contentType: 'text/x-diff',
      bytes: patch,
    }),
    patchId: patchId(patch),
    files: await listChangedFiles(runGit, trees),
    ...(pullRequest && { pullRequest }),
  }
}
