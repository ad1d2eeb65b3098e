import { join } from 'node:path'
import {
  type ApplyChangesetPayload,
  type ApplyChangesetResult,
  ArtifactCorruptError,
  type ChangesetBundle,
  NotARepositoryError,
  sha256Hex,
} from '@pm-bot/domain'
import { removeTree } from '@pm-bot/files'
import { InvalidBundleError } from '@pm-bot/git'
import type { Performer } from '@pm-bot/runtime'
import { consumeDecision } from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'

/**
 * Writes exactly the approved bytes as one commit on the run's branch. The first act is the
 * question whether a decision allows these bytes; it is asked of the database, not of the job.
 */
export const applyChangeset =
  (context: WorkerContext): Performer =>
  async (attempt, signal): Promise<ApplyChangesetResult> => {
    const { runId, repo, decisionId, changeset } = attempt.payload as ApplyChangesetPayload
    const { store, git, artifacts } = context
    try {
      const bytes = await artifacts.read(changeset.bundle)
      const subjectHash = sha256Hex(bytes)
      const { changesetId } = changeset
      const mayWrite = async () => {
        signal.throwIfAborted()
        const verdict = await store.database.transaction((tx) =>
          consumeDecision(tx, { decisionId, subjectHash, changesetId, attempt }),
        )
        if (verdict !== 'allowed') throw new WriteRefused(verdict.refused)
      }
      // An earlier attempt may have written before it failed or died: then the branch is found, not made.
      const isFirst = attempt.generation === 1 && attempt.attempt === 1 && attempt.crashes === 0
      if (isFirst) await mayWrite()

      const bundle: ChangesetBundle = JSON.parse(Buffer.from(bytes).toString())
      const readBlob = (hash: string) => artifacts.readBlob(runId, hash)
      const applied = await git.apply({ target: repo.path, bundle, readBlob, mayWrite })
      if (applied.status !== 'base-moved') return applied
      return await carryOver(context, attempt.token, attempt.payload as ApplyChangesetPayload, bundle, signal)
    } catch (error) {
      if (error instanceof WriteRefused || error instanceof NotARepositoryError) {
        return { status: 'not-allowed', reason: error.message }
      }
      if (error instanceof ArtifactCorruptError || error instanceof InvalidBundleError) {
        return { status: 'not-allowed', reason: `${error.message} Nothing was written.` }
      }
      throw error
    }
  }

/** The database says no. */
class WriteRefused extends Error {}

/** The head moved after the proposal: brings the change to the new head, for a person to look at again. */
async function carryOver(
  { git, artifacts, data, logger }: WorkerContext,
  token: string,
  { runId, repo, changeset }: ApplyChangesetPayload,
  bundle: ChangesetBundle,
  signal: AbortSignal,
): Promise<ApplyChangesetResult> {
  const directory = join(data.attempts, runId, token)
  try {
    const rebased = await git.rebase({ target: repo.path, bundle, directory, artifacts, signal })
    if (rebased.status === 'conflict') return rebased
    const { draft } = rebased
    if (draft.patchId === changeset.patchId)
      return { status: 'rebased', draft, samePatch: true, interdiff: null }
    const bytes = await git.interdiff(
      await artifacts.read(changeset.patch),
      await artifacts.read(draft.patch),
    )
    const interdiff = await artifacts.put({
      runId,
      kind: 'interdiff',
      title: 'How the change differs on the new head',
      contentType: 'text/x-diff',
      bytes,
    })
    return { status: 'rebased', draft, samePatch: false, interdiff }
  } finally {
    await removeTree(directory).catch((error) => logger.warn({ err: error, directory }, 'left behind'))
  }
}
