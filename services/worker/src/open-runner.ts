import { createAgentRunner, installedGraph, openModels, toolPerformers } from '@pm-bot/agents'
import { fileCheckpoints, LeaseLostError, postgresCheckpoints } from '@pm-bot/checkpoints'
import type { AgentRunner } from '@pm-bot/domain'
import { type Instance, readInstalledGraphs } from '@pm-bot/instance'
import { outlast } from '@pm-bot/runtime'
import { openPool, runLeaseEpoch } from '@pm-bot/store'

const PATIENCE_MS = 30_000

/** Opens the agents' runner with its checkpoints: tables on Postgres, files beside SQLite. */
export async function openRunner({
  settings,
  store: { database, storage },
  data,
  redactor,
  logger,
  metrics,
}: Pick<Instance, 'settings' | 'store' | 'data' | 'redactor' | 'logger' | 'metrics'>): Promise<{
  runner: AgentRunner
  close(): Promise<void>
}> {
  const graphs = Object.fromEntries(
    readInstalledGraphs(settings.graphsFile).map(({ descriptor: { graphId }, module, exported }) => [
      graphId,
      installedGraph(graphId, module, exported),
    ]),
  )
  const parts = { models: openModels(settings), performers: toolPerformers, redactor, graphs }
  if (database.postgres === null) {
    const checkpoints = fileCheckpoints({
      directory: data.checkpoints,
      onCorrupt: (error) => logger.error({ err: error }, 'corrupt checkpoint passed over'),
      async assertLease(runId, epoch) {
        if ((await runLeaseEpoch(database, runId)) !== epoch) throw new LeaseLostError({ runId, epoch })
      },
    })
    return { runner: createAgentRunner({ checkpoints, ...parts }), close: async () => {} }
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
  return { runner: createAgentRunner({ checkpoints, ...parts }), close: () => pool.end() }
}
