import type { Attempt } from '@pm-bot/runtime'
import { AttemptLostError, lookUpRun, ownsEffect, recordAudit } from '@pm-bot/store'
import type { WorkerContext } from './worker-context.ts'

/** What was asked of a writer and refused stands in the audit trail, whatever becomes of its run. */
export async function recordRefusal(
  { store, redactor }: Pick<WorkerContext, 'store' | 'redactor'>,
  attempt: Attempt,
  reason: string,
): Promise<void> {
  const runId = attempt.owner.key
  await store.database.transaction(async (tx) => {
    if (!(await ownsEffect(tx, attempt))) throw new AttemptLostError()
    const run = await lookUpRun({ read: tx.db }, runId)
    const payload = { effectId: attempt.effectId, verb: attempt.verb, reason }
    const entry = { type: 'write-refused', workspaceId: run?.workspaceId ?? null, runId, payload }
    await recordAudit(tx, [entry], redactor)
  })
}
