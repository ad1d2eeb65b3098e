import { type Performer, RetryLater } from '@pm-bot/runtime'
import { lookUpPause } from '@pm-bot/store'
import type { WorkerContext } from './worker-context.ts'

/** Workers hear of a pause within a moment and take no job then; this is for one that was taken in that moment. */
const AGAIN_MS = 5000

/** Work of a run that does not begin while its workspace is paused. It spends no attempt. */
export const unlessPaused =
  (context: Pick<WorkerContext, 'store'>, perform: Performer): Performer =>
  async (attempt, signal) => {
    await assertNotPaused(context, attempt.owner.key)
    return await perform(attempt, signal)
  }

/** @throws RetryLater */
export async function assertNotPaused({ store }: Pick<WorkerContext, 'store'>, runId: string): Promise<void> {
  if (await lookUpPause(store.database, runId)) throw new RetryLater('Everything is paused.', AGAIN_MS)
}
