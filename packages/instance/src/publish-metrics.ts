import { hostname } from 'node:os'
import type { Metrics } from '@pm-bot/metrics'
import { createPulse, type Loop } from '@pm-bot/runtime'
import { type Database, saveProcessSnapshot } from '@pm-bot/store'

const PUBLISH_MS = 5000

/** What tells this process from every other that lives. */
export const PROCESS_ID = `${hostname()}:${process.pid}`

/** Lets the api show what this process counts, until stopped; the last counts are there for a while longer. */
export function publishMetrics(options: {
  database: Database
  metrics: Metrics
  role: string
  onError: (error: unknown) => void
}): Loop {
  const { database, metrics, role, onError } = options
  const publish = async () => {
    const snapshot = JSON.stringify(await metrics.snapshot())
    const self = { processId: PROCESS_ID, role, host: hostname(), pid: process.pid }
    await database.transaction((tx) => saveProcessSnapshot(tx, { ...self, snapshot }))
  }
  const pulse = createPulse({
    pollMs: PUBLISH_MS,
    onError,
    async beat() {
      await publish()
      return 'idle'
    },
  })
  return {
    async stop() {
      await pulse.stop()
      await publish().catch(onError)
    },
  }
}
