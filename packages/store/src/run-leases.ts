import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import { AttemptLostError, type AttemptProof, ownsEffect } from './effects.ts'

/** Takes the run for one attempt; every checkpoint writer with an older epoch is refused from now on. */
export async function takeRunLease(tx: Tx, runId: string): Promise<number> {
  const { epoch } = await tx.db
    .insertInto('run_leases')
    .values({ run_id: runId, epoch: 1 })
    .onConflict((conflict) =>
      conflict.column('run_id').doUpdateSet((eb) => ({ epoch: eb('run_leases.epoch', '+', 1) })),
    )
    .returning('epoch')
    .executeTakeFirstOrThrow()
  return epoch
}

/**
 * The lease for an attempt, taken only while it owns its effect: one that lost it must not
 * take the run from the attempt that follows. @throws AttemptLostError
 */
export async function takeRunLeaseFor(tx: Tx, runId: string, attempt: AttemptProof): Promise<number> {
  if (!(await ownsEffect(tx, attempt))) throw new AttemptLostError()
  return await takeRunLease(tx, runId)
}

/** Undefined when nobody took the run yet. */
export async function runLeaseEpoch({ read }: Database, runId: string): Promise<number | undefined> {
  const { rows } = await sql<{ epoch: number }>`select epoch from run_leases where run_id = ${runId}`.execute(
    read,
  )
  return rows[0]?.epoch
}
