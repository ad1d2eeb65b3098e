import { consumeDecision, type DecisionUse } from '@pm-bot/store'
import { WriteRefused } from './apply/write-refused.ts'
import type { WorkerContext } from './worker-context.ts'

/** Whether a decision allows exactly these bytes to be written. @throws WriteRefused with the reason */
export async function askDecision(
  { store }: Pick<WorkerContext, 'store'>,
  use: DecisionUse,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  const verdict = await store.database.transaction((tx) => consumeDecision(tx, use))
  if (verdict !== 'allowed') throw new WriteRefused(verdict.refused, verdict.why)
}
