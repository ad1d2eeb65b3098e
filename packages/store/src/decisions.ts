import type { Tx } from './database.ts'
import { AttemptLostError, type AttemptProof, ownsEffect } from './effects.ts'

export interface DecisionUse {
  decisionId: string
  /** SHA-256 of the exact bytes that are about to be written. */
  subjectHash: string
  /** What the decision must be about. */
  about: { kind: 'changeset_apply'; changesetId: string } | { kind: 'publish' }
  /** Who uses it: the same effect may come again after a crash, another may not. */
  attempt: AttemptProof
}

/**
 * Takes an approval for the one write that it allows, by compare-and-set. This is the
 * question that every writer asks first, and once more before the write appears: is there an
 * approved, unexpired, unconsumed decision about exactly these bytes? Returns the reason when
 * there is not: as it is told where nothing was written before, and alone. @throws AttemptLostError when another
 * attempt has taken over
 */
export async function consumeDecision(
  tx: Tx,
  use: DecisionUse,
): Promise<{ refused: string; why: string } | 'allowed'> {
  const now = await tx.now()
  const { effectId } = use.attempt
  if (!(await ownsEffect(tx, use.attempt))) throw new AttemptLostError()
  const { numUpdatedRows } = await tx.db
    .updateTable('approvals')
    .set({ consumed_at: now, consumed_by: effectId })
    .where('decision_id', '=', use.decisionId)
    .where('kind', '=', use.about.kind)
    .where('status', '=', 'approved')
    .where('subject_hash', '=', use.subjectHash)
    .where('expires_at', '>', now)
    .where((eb) => eb.or([eb('consumed_at', 'is', null), eb('consumed_by', '=', effectId)]))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return refusal(await whyRefused(tx, use, now))

  if (use.about.kind === 'publish') return 'allowed'

  const changeset = await tx.db
    .updateTable('changeset_bundles')
    .set({ status: 'applying', updated_at: now })
    .where('changeset_id', '=', use.about.changesetId)
    .where('subject_hash', '=', use.subjectHash)
    .where('status', 'in', ['approved', 'applying'])
    .executeTakeFirst()
  if (changeset.numUpdatedRows > 0n) return 'allowed'
  return refusal('The changeset is not the one that was approved')
}

const refusal = (why: string) => ({
  refused: `${why}; nothing was written.${why === LAPSED ? ' Retry the run and decide again.' : ''}`,
  why,
})

const LAPSED = 'The approval is more than a day old'

async function whyRefused(tx: Tx, use: DecisionUse, now: string): Promise<string> {
  const approval = await tx.db
    .selectFrom('approvals')
    .selectAll()
    .where('decision_id', '=', use.decisionId)
    .executeTakeFirst()
  if (!approval) return 'There is no decision that allows this'
  if (approval.subject_hash !== use.subjectHash) {
    return 'The bytes are not those that were approved'
  }
  if (approval.kind !== use.about.kind) return 'The decision was about something else'
  if (approval.status !== 'approved') return `The decision was “${approval.status}”`
  if (approval.consumed_at !== null && approval.consumed_by !== use.attempt.effectId)
    return 'The decision was used for another write already'
  if (approval.expires_at !== null && approval.expires_at <= now) {
    return LAPSED
  }
  return 'The decision does not allow this'
}
