import { join } from 'node:path'
import { type ApplyChangesetResult, scanSecrets } from '@pm-bot/domain'
import { removeTree } from '@pm-bot/files'
import type { WorkerContext } from '../worker-context.ts'
import type { WriteJob } from './write-job.ts'

/** The head moved after the proposal: brings the change to the new head, for a person to look at again. */
export async function carryOver(
  { git, artifacts, data, logger }: WorkerContext,
  { attempt, payload, bundle, signal }: WriteJob,
  target: string,
  ref?: string,
): Promise<ApplyChangesetResult> {
  const { runId, changeset } = payload
  const directory = join(data.attempts, runId, attempt.token)
  try {
    const rebased = await git.rebase({ target, bundle, directory, artifacts, ref, signal })
    if (rebased.status === 'conflict') return rebased
    const patch = await artifacts.read(rebased.draft.patch)
    const draft = { ...rebased.draft, scan: scanSecrets(Buffer.from(patch).toString()) }
    if (draft.patchId === changeset.patchId)
      return { status: 'rebased', draft, samePatch: true, interdiff: null }
    const bytes = await git.interdiff(await artifacts.read(changeset.patch), patch)
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
