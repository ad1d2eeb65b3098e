import type { Metrics } from '@pm-bot/metrics'
import type { Loop } from '@pm-bot/runtime'
import type { Store } from '@pm-bot/store'
import { publishMetrics } from './publish-metrics.ts'

/** What a process does that serves; a command has no role. `all` is the one process of `npm start`. */
export type Role = 'all' | 'api' | 'worker' | 'scheduler'

/** Counts what the store of a serving process has to tell, until stopped. */
export function measure(options: {
  store: Store
  metrics: Metrics
  role: Role
  onError: (error: unknown) => void
}): Loop {
  const { database } = options.store
  const { metrics, role, onError } = options
  if (database.postgres) metrics.watchPool('main', database.postgres.pool)
  // The scheduler has no use for hints, and no connection to hear them by.
  const off =
    role === 'scheduler'
      ? () => {}
      : database.listen(
          () => metrics.hint(),
          () => metrics.hintGap(),
        )
  // On SQLite there is but this process, and whoever asks, asks it.
  const publishing = database.postgres ? publishMetrics({ database, metrics, role, onError }) : undefined
  return {
    async stop() {
      off()
      await publishing?.stop()
    },
  }
}
