import type { ApplyChangesetResult } from '@pm-bot/domain'
import type { WorkerContext } from '../worker-context.ts'
import { carryOver } from './carry-over.ts'
import type { WriteJob } from './write-job.ts'

/** Into a repository of this machine. */
export async function applyHere(context: WorkerContext, job: WriteJob): Promise<ApplyChangesetResult> {
  const { payload, bundle, readBlob, mayWrite } = job
  const target = payload.repo.path
  const applied = await context.git.apply({ target, bundle, readBlob, mayWrite })
  if (applied.status !== 'base-moved') return applied
  return await carryOver(context, job, target)
}
