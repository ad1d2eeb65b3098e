import { type Attempt, outlast } from '@pm-bot/runtime'
import { confirmStop as confirm } from '@pm-bot/store'
import type { WorkerContext } from './worker-context.ts'

const PATIENCE_MS = 30_000

/** Tells the owner of cancelled work that nothing of it acts any more. An attempt that lost its effect to another is silent. */
export const confirmStop = ({ store }: Pick<WorkerContext, 'store'>, attempt: Attempt): Promise<void> =>
  outlast(store.storage, AbortSignal.timeout(PATIENCE_MS), () =>
    store.database.transaction((tx) => confirm(tx, attempt)),
  )
