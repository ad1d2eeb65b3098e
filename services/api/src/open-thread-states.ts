import type { ThreadStates } from '@pm-bot/domain'
import type { Instance } from '@pm-bot/instance'
import { openPool } from '@pm-bot/store'

/** What threads hold, where the workers keep it: tables on Postgres, files beside SQLite. */
export function openThreadStates({
  store: { database },
  data,
  logger,
}: Pick<Instance, 'store' | 'data' | 'logger'>): { threadStates: ThreadStates; close(): Promise<void> } {
  if (database.postgres === null) {
    const states = once(async () => (await load()).fileThreadStates(data.checkpoints))
    return { threadStates: { read: async (step) => (await states()).read(step) }, close: async () => {} }
  }
  const pool = openPool({
    url: database.postgres.url,
    applicationName: 'pm-bot api, steps of agents',
    max: 2,
    onError: (error) => logger.error({ err: error }, 'pool for the steps of agents'),
    rows: 'plain',
  })
  const states = once(async () => (await load()).postgresThreadStates(pool))
  return { threadStates: { read: async (step) => (await states()).read(step) }, close: () => pool.end() }
}

/** When somebody looks: an api that nobody asks for states needs none of LangGraph's libraries. */
const load = () => import('@pm-bot/checkpoints')

function once<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opened: Promise<Value> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}
