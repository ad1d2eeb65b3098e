import { type Attempt, outlast } from '@pm-bot/runtime'
import { storeTxOf, wasCancelled } from '@pm-bot/store'
import type { WorkerContext } from './worker-context.ts'

const PATIENCE_MS = 30_000

/** Tells the owner of cancelled work that nothing of it acts any more. An attempt that lost its effect to another is silent. */
export async function confirmStop({ store }: Pick<WorkerContext, 'store'>, attempt: Attempt): Promise<void> {
  const { owner, effectId, token, verb } = attempt
  if (verb !== 'run-agent' && verb !== 'resume-agent') return
  await outlast(store.storage, AbortSignal.timeout(PATIENCE_MS), () =>
    store.storage.transaction(async (tx) => {
      if (!(await wasCancelled(storeTxOf(tx), attempt))) return
      tx.tell(owner, { type: 'agent-stopped', effectId }, { messageId: `${token}:stopped` })
    }),
  )
}
