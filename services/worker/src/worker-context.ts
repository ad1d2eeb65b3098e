import type { Sandbox } from '@pm-bot/agents'
import type { AgentRunner, ArtifactStore, Git, GitHub, GitHubWriter, Redactor } from '@pm-bot/domain'
import type { Logger } from '@pm-bot/logging'
import type { Metrics } from '@pm-bot/metrics'
import type { NotifierPort } from '@pm-bot/notify'
import type { DataDirectory, Store, Vault } from '@pm-bot/store'

/** What performers work with. */
export interface WorkerContext {
  store: Store
  git: Git
  github: GitHub
  /** Null without a credential. */
  githubWriter: GitHubWriter | null
  /** PMBOT_SYNC_INTERVAL_SECONDS */
  syncIntervalSeconds: number
  /** Where the operator's browser finds pm-bot; null when it is not said. */
  publicUrl: URL | null
  artifacts: ArtifactStore
  vault: Vault
  notifiers: NotifierPort
  runner: AgentRunner
  data: DataDirectory
  redactor: Redactor
  logger: Logger
  metrics: Metrics
  /** What commands of runs are run in. */
  sandbox: Sandbox
  /** PMBOT_MODEL_CONCURRENCY */
  modelCallsAtOnce: number
  /** PMBOT_CLI_AGENT_HOME */
  cliAgentHome: string | null
}
