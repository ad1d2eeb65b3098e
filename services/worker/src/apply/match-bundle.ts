import type { ApplyChangesetPayload, ChangesetBundle } from '@pm-bot/domain'
import type { Attempt } from '@pm-bot/runtime'
import { lookUpRepo } from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'
import { WriteRefused } from './write-refused.ts'

/**
 * The bundle, which must be about the run whose effect this is, and the repository that its bytes name: a job says
 * only where it is to be found. @throws WriteRefused
 */
export async function matchBundle(
  { store }: Pick<WorkerContext, 'store'>,
  { owner }: Attempt,
  { runId, repo }: ApplyChangesetPayload,
  bytes: Uint8Array,
): Promise<ChangesetBundle> {
  const bundle = parse(bytes)
  if (runId !== owner.key || bundle.runId !== owner.key) {
    throw new WriteRefused('The changeset is of another run; nothing was written.')
  }
  const row = await lookUpRepo(store.database, bundle.repoId)
  if (!row) throw new WriteRefused('The repository was removed; nothing was written.')
  const { source = 'local', fullName } = repo
  const isSame = row.id === repo.repoId && row.source === source && row.fullName === fullName
  const isSamePlace = source === 'github' || row.path === repo.path
  const planned = bundle.pullRequest?.fullName ?? fullName
  if (isSame && isSamePlace && planned === fullName) return bundle
  throw new WriteRefused('The changeset is of another repository; nothing was written.')
}

function parse(bytes: Uint8Array): ChangesetBundle {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    throw new WriteRefused('The changeset cannot be read; nothing was written.')
  }
}
