import type { ArtifactRef, RunAgentPayload, Workbench } from '@pm-bot/domain'
import type { Attempt } from '@pm-bot/runtime'
import type { WorkerContext } from '../worker-context.ts'

/** What the parts of one attempt's workbench share. */
export interface Bench {
  context: WorkerContext
  attempt: Attempt
  payload: RunAgentPayload
  /** The attempt's own, gone afterwards. */
  directory: string
  signal: AbortSignal
  /** Everything that was kept so far, for the run's records. */
  artifacts: ArtifactRef[]
  /** Hours of work must not be lost because the database is restarted. */
  patiently<T>(work: () => Promise<T>): Promise<T>
  progress: Workbench['progress']
}
