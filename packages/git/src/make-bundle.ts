import { type ArtifactStore, type ChangesetBundle, type PullRequestPlan, runBranch } from '@pm-bot/domain'
import { assertBundleable, bundleEntries } from './bundle-entries.ts'
import { checkBundle } from './check-bundle.ts'
import { diffTrees } from './diff-trees.ts'
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

export type TwoTrees = StagedTrees & { gitDir: string; baseSha: string }

const AUTHOR = { name: 'pm-bot', email: 'pm-bot@localhost' }

/** The difference of two trees, with the contents of changed files stored; null when there is none. */
export async function makeBundle(
  runGit: RunGit,
  options: ChangeFacts & TwoTrees,
): Promise<ChangesetBundle | null> {
  const { gitDir, baseSha, runId, repoId, message, time, artifacts, pullRequest, follows } = options
  const changes = await diffTrees(runGit, { gitDir, from: options.baseTree, to: options.tree })
  if (changes.length === 0) return null
  assertBundleable(changes)

  const hashes = await storeBlobs(runGit, { gitDir, changes, runId, artifacts })
  const onGitHub = { ...(pullRequest && { pullRequest }), ...(follows !== undefined && { follows }) }
  const bundle: ChangesetBundle = {
    format: 'pm-bot-changeset/1',
    runId,
    repoId,
    baseSha,
    branch: runBranch(follows ?? runId),
    message,
    author: AUTHOR,
    time,
    entries: bundleEntries(changes, hashes),
    ...onGitHub,
  }
  checkBundle(bundle)
  return bundle
}
