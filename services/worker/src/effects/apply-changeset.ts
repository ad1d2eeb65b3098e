import {
  type ApplyChangesetPayload,
  type ApplyChangesetResult,
  ArtifactCorruptError,
  NotARepositoryError,
  sha256Hex,
} from '@pm-bot/domain'
import { InvalidBundleError } from '@pm-bot/git'
import type { Attempt, Performer } from '@pm-bot/runtime'
import { applyHere } from '../apply/apply-here.ts'
import { applyOnGitHub } from '../apply/apply-on-github.ts'
import { matchBundle } from '../apply/match-bundle.ts'
import type { WriteJob } from '../apply/write-job.ts'
import { WriteRefused } from '../apply/write-refused.ts'
import { askDecision } from '../ask-decision.ts'
import { asTrouble } from '../github-trouble.ts'
import { recordRefusal } from '../record-refusal.ts'
import type { WorkerContext } from '../worker-context.ts'

/**
 * Writes exactly the approved bytes as one commit on the run's branch. The first act is the
 * question whether a decision allows these bytes; it is asked of the database, not of the job.
 */
export const applyChangeset =
  (context: WorkerContext): Performer =>
  async (attempt, signal): Promise<ApplyChangesetResult> => {
    const result = await tryToApply(context, attempt, signal).catch((error: unknown) => {
      throw asTrouble(error)
    })
    if (result.status !== 'applied') await recordRefusal(context, attempt, reasonOf(result))
    return result
  }

function reasonOf(result: Exclude<ApplyChangesetResult, { status: 'applied' }>): string {
  switch (result.status) {
    case 'not-allowed':
      return result.reason
    case 'rebased':
    case 'conflict':
      return 'The branch had moved; nothing was written.'
    case 'branch-taken':
      return 'The branch is taken by another commit; nothing was written.'
  }
}

async function tryToApply(
  context: WorkerContext,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<ApplyChangesetResult> {
  const payload = attempt.payload as ApplyChangesetPayload
  const { runId, repo, decisionId, changeset } = payload
  const { artifacts } = context
  // An earlier attempt may have written before it failed or died: then the branch is found, not made.
  const isFirst = attempt.generation === 1 && attempt.attempt === 1 && attempt.crashes === 0
  try {
    const bytes = await artifacts.read(changeset.bundle)
    const subjectHash = sha256Hex(bytes)
    const { changesetId } = changeset
    const about = { kind: 'changeset_apply', changesetId } as const
    const mayWrite = () => askDecision(context, { decisionId, subjectHash, about, attempt }, signal)
    if (isFirst) await mayWrite()

    const bundle = await matchBundle(context, attempt, payload, bytes)
    const readBlob = (hash: string) => artifacts.readBlob(runId, hash)
    const job: WriteJob = { attempt, payload, bundle, readBlob, mayWrite, signal }
    return repo.source === 'github' ? await applyOnGitHub(context, job) : await applyHere(context, job)
  } catch (error) {
    const operations = error instanceof WriteRefused ? [...error.written] : []
    if (operations.length > 0) return { status: 'not-allowed', reason: messageOf(error), operations }
    // What this attempt did not get to see, an earlier one may have written.
    const earlier = isFirst || repo.source !== 'github' ? '' : ` ${LOOK_THERE}`
    if (error instanceof WriteRefused || error instanceof NotARepositoryError) {
      return { status: 'not-allowed', reason: `${error.message}${earlier}` }
    }
    if (error instanceof ArtifactCorruptError || error instanceof InvalidBundleError) {
      return { status: 'not-allowed', reason: `${error.message} Nothing was written.${earlier}` }
    }
    throw error
  }
}

const LOOK_THERE = 'An earlier attempt may have pushed its branch: look on GitHub.'
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
