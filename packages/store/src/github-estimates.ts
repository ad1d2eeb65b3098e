import type { ImportEstimateView, LookError } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { decodeJson, encodeJson } from './json.ts'

export type Estimate = Pick<ImportEstimateView, 'depths' | 'rate'>

const keyOf = (fullName: string): string => fullName.toLowerCase()

export async function beginEstimate(tx: Tx, fullName: string, now: string): Promise<void> {
  const change = { status: 'waiting' as const, error: null, updated_at: now }
  await tx.write(
    tx.db
      .insertInto('github_estimates')
      .values({ full_name: keyOf(fullName), estimate: null, ...change })
      .onConflict((conflict) => conflict.column('full_name').doUpdateSet(change)),
  )
}

export async function endEstimate(tx: Tx, fullName: string, error: LookError, now: string): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('github_estimates')
      .set({ status: 'failed', error: encodeJson({ ...error, at: now }), updated_at: now })
      .where('full_name', '=', keyOf(fullName)),
  )
}

/** Written by an attempt that owns its effect. */
export async function saveEstimate(tx: Tx, fullName: string, estimate: Estimate): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('github_estimates')
      .set({ status: 'ready', estimate: encodeJson(estimate), error: null, updated_at: await tx.now() })
      .where('full_name', '=', keyOf(fullName)),
  )
  changed(tx, 'github', '')
}

export async function lookUpEstimate(
  { read }: Pick<Database, 'read'>,
  fullName: string,
): Promise<ImportEstimateView | undefined> {
  const row = await read
    .selectFrom('github_estimates')
    .selectAll()
    .where('full_name', '=', keyOf(fullName))
    .executeTakeFirst()
  if (!row) return undefined
  const estimate: Estimate | null = row.estimate === null ? null : decodeJson(row.estimate)
  return {
    fullName,
    status: row.status,
    error: row.error === null ? null : decodeJson(row.error),
    depths: estimate?.depths ?? [],
    rate: estimate?.rate ?? null,
    at: row.status === 'ready' ? row.updated_at : null,
  }
}
