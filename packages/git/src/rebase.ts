import { join, resolve } from 'node:path'
import type { ArtifactStore, ChangesetBundle, Git } from '@pm-bot/domain'
import { checkBundle } from './check-bundle.ts'
import { createWorkspace, fetchInto } from './create-workspace.ts'
import { GitFailedError } from './git-errors.ts'
import { hasCommit } from './has-commit.ts'
import { makeDraft } from './make-draft.ts'
import { mergeTrees } from './merge-trees.ts'
import { readLine } from './read-line.ts'
import { LONG_MS, type RunGit } from './run-git.ts'
import { withScratch } from './scratch.ts'
import { BASE_REF, layoutOf } from './workspace-layout.ts'
import { writeCommit } from './write-commit.ts'

interface RebaseOptions {
  target: string
  bundle: ChangesetBundle
  directory: string
  artifacts: ArtifactStore
  ref?: string | undefined
  signal?: AbortSignal
}

export async function rebase(runGit: RunGit, options: RebaseOptions): ReturnType<Git['rebase']> {
  const { target, bundle, directory, artifacts, ref, signal } = options
  checkBundle(bundle)
  await createWorkspace(runGit, { source: target, directory, ref, signal })
  const layout = layoutOf(resolve(directory))
  const { gitDir } = layout
  const headSha = await readLine(runGit, { gitDir, args: ['rev-parse', '--verify', BASE_REF] })
  const conflict = (paths: string[]) => ({ status: 'conflict' as const, paths, headSha })

  if (!(await fetchBase(runGit, { gitDir, target, baseSha: bundle.baseSha, signal }))) {
    return conflict(bundle.entries.map(({ path }) => path))
  }
  return await withScratch(layout.directory, async (scratch) => {
    const readBlob = (hash: string) => artifacts.readBlob(bundle.runId, hash)
    const theirs = await writeCommit(runGit, { gitDir, bundle, readBlob, scratch })
    const merge = await mergeTrees(runGit, {
      gitDir,
      base: bundle.baseSha,
      ours: headSha,
      theirs,
      scratch,
      signal,
    })
    if (merge.status === 'conflict') return conflict(merge.paths)

    const env = { GIT_INDEX_FILE: join(scratch, 'work-index') }
    const git: RunGit = (call) => runGit({ gitDir, env, timeoutMs: LONG_MS, signal, ...call })
    await git({ args: ['read-tree', headSha] })
    const baseTree = await readLine(git, { args: ['write-tree'] })
    const draft = await makeDraft(runGit, {
      ...bundle,
      artifacts,
      gitDir,
      baseSha: headSha,
      baseTree,
      tree: merge.tree,
    })
    if (draft === null) return conflict([])
    await git({ workTree: layout.workDirectory, args: ['read-tree', '--reset', '-u', merge.tree] })
    return { status: 'rebased' as const, draft }
  })
}

/** The former base may no longer be reachable from the head, or be gone from the target. */
async function fetchBase(
  runGit: RunGit,
  fetch: { gitDir: string; target: string; baseSha: string; signal: AbortSignal | undefined },
): Promise<boolean> {
  const { gitDir, target, baseSha, signal } = fetch
  if (await hasCommit(runGit, gitDir, baseSha)) return true
  try {
    await fetchInto(runGit, {
      gitDir,
      from: resolve(target),
      refspec: `+${baseSha}:refs/pm-bot/former`,
      signal,
    })
    return true
  } catch (error) {
    if (error instanceof GitFailedError) return false
    throw error
  }
}
