import type { ApplyChangesetPayload, ChangesetBundle } from '@pm-bot/domain'
import type { Attempt } from '@pm-bot/runtime'

/** One approved bundle on its way into a repository. */
export interface WriteJob {
  attempt: Attempt
  payload: ApplyChangesetPayload
  bundle: ChangesetBundle
  readBlob: (hash: string) => Promise<Uint8Array>
  /** Asked just before each write. @throws WriteRefused */
  mayWrite: () => Promise<void>
  signal: AbortSignal
}
