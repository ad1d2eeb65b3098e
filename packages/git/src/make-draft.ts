import {
  type ArtifactStore,
  type ChangesetBundle,
  type ChangesetDraft,
  canonicalJson,
  newId,
  type PullRequestPlan,
  runBranch,
} from '@pm-bot/domain'
import { assertBundleable, bundleEntries } from './bundle-entries.ts'
import { listChangedFiles } from './changed-files.ts'
import { checkBundle } from './check-bundle.ts'
import { diffTrees } from './diff-trees.ts'
import { makePatch } from './make-patch.ts'
import { patchId } from './patch-id.ts'
import type { RunGit } from './run-git.ts'
import type { StagedTrees } from './stage-work-tree.ts'
import { storeBlobs } from './store-blobs.ts'

export interface ChangeFacts {
  runId: string
  repoId: string
  message: string
  time: number
  artifacts: ArtifactStore
  pullRequest?: PullRequestPlan | undefined
  follows?: string | undefined
}

const AUTHOR = { name: 'pm-bot', email: 'pm-bot@localhost' }

/** Stores the difference of two trees as a bundle and a patch; null when there is none. */
export async function makeDraft(
  runGit: RunGit,
  options: ChangeFacts & StagedTrees & { gitDir: string; baseSha: string },
): Promise<ChangesetDraft | null> {
  const { gitDir, baseSha, runId, repoId, message, time, artifacts, pullRequest, follows } = options
  const trees = { gitDir, from: options.baseTree, to: options.tree }
  const changes = await diffTrees(runGit, trees)
  if (changes.length === 0) return null
  assertBundleable(changes)

  const hashes = await storeBlobs(runGit, { gitDir, changes, runId, artifacts })
  const branch = runBranch(follows ?? runId)
  const onGitHub = { ...(pullRequest && { pullRequest }), ...(follows !== undefined && { follows }) }
  const bundle: ChangesetBundle = {
    format: 'pm-bot-changeset/1',
    runId,
    repoId,
    baseSha,
    branch,
    message,
    author: AUTHOR,
    time,
    entries: bundleEntries(changes, hashes),
    ...onGitHub,
  }
  checkBundle(bundle)

  const patch = await makePatch(runGit, trees)
  const json = Buffer.from(canonicalJson(bundle))
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
      bytes: json,
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
