import type { AgentRunner, ArtifactStore, Git, Redactor } from '@pm-bot/domain'
import type { Logger } from '@pm-bot/logging'
import type { Metrics } from '@pm-bot/metrics'
import type { DataDirectory, Store } from '@pm-bot/store'

/** What performers work with. */
export interface WorkerContext {
  store: Store
  git: Git
  artifacts: ArtifactStore
  runner: AgentRunner
  data: DataDirectory
  redactor: Redactor
  logger: Logger
  metrics: Metrics
  /** Where commands of runs are looked for. */
  commandPath: string
}
