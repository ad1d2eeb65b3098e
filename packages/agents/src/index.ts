export { createAgentRunner } from './agent-runner.ts'
export { CheckpointCorruptError } from './checkpoint-file.ts'
export { type Attempt, type Checkpoints, LeaseLostError } from './checkpoints.ts'
export { findCliAgents } from './cli-agents.ts'
export type { FenceQuery } from './fenced-pool.ts'
export { type FileCheckpointsOptions, fileCheckpoints } from './file-checkpoints.ts'
export { installedGraph } from './installed-graph.ts'
export { ModelError } from './models/chat-model.ts'
export { openModels } from './models/open-models.ts'
export {
  assertRunLease,
  type PostgresCheckpointsOptions,
  postgresCheckpoints,
} from './postgres-checkpoints.ts'
export { type CommandOptions, type CommandResult, runCommand } from './run-command.ts'
export { LIMIT_WORDS } from './sandbox/limits.ts'
export { openSandbox } from './sandbox/open-sandbox.ts'
export type { Places, Sandbox } from './sandbox/sandbox.ts'
export { toolPerformers } from './tools/tool-performers.ts'
