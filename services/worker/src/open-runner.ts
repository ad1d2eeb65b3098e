import { createAgentRunner, fileCheckpoints, LeaseLostError, postgresCheckpoints } from '@pm-bot/agents'
import type { AgentRunner } from '@pm-bot/domain'
import type { Logger } from '@pm-bot/logging'
import type { Metrics } from '@pm-bot/metrics'
import { outlast } from '@pm-bot/runtime'
import { type DataDirectory, openPool, runLeaseEpoch, type Store } from '@pm-bot/store'

const PATIENCE_MS = 30_000

/** Opens the agents' runner with its checkpoints: tables on Postgres, files beside SQLite. */
export async function openRunner(
  { database, storage }: Store,
  data: DataDirectory,
  logger: Logger,
  metrics: Metrics,
): Promise<{ runner: AgentRunner; close(): Promise<void> }> {
  if (database.postgres === null) {
    const checkpoints = fileCheckpoints({
      directory: data.checkpoints,
      onCorrupt: (error) => logger.error({ err: error }, 'corrupt checkpoint passed over'),
      async assertLease(runId, epoch) {
        if ((await runLeaseEpoch(database, runId)) !== epoch) throw new LeaseLostError({ runId, epoch })
      },
    })
    return { runner: createAgentRunner({ checkpoints }), close: async () => {} }
  }

  const pool = openPool({
    url: database.postgres.url,
    applicationName: 'pm-bot checkpoints',
    max: 4,
    onError: (error) => logger.error({ err: error }, 'checkpoint pool'),
    rows: 'plain',
  })
  metrics.watchPool('checkpoints', pool)
  const checkpoints = postgresCheckpoints({
    pool,
    outlast: (work) => outlast(storage, AbortSignal.timeout(PATIENCE_MS), work),
  })
  await checkpoints.prepare()
  return { runner: createAgentRunner({ checkpoints }), close: () => pool.end() }
}
