import type { Tx } from './database.ts'

/** What is kept of a delivery: enough to know it again. */
export interface Delivery {
  deliveryId: string
  /** The id can be chosen by whoever sends a signed body again; its bytes cannot. */
  bodyHash: string
  event: string
  /** Of the repository that it speaks of. */
  fullName: string | null
}

/** Those that were not here before: neither they nor others with the same body, in these or in earlier ones. */
export async function recordDeliveries(tx: Tx, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  if (deliveries.length === 0) return []
  const received_at = await tx.now()
  const rows = await tx.db
    .insertInto('webhook_deliveries')
    .values(
      deliveries.map(({ deliveryId, bodyHash, event, fullName }) => ({
        delivery_id: deliveryId,
        body_hash: bodyHash,
        event,
        full_name: fullName,
        received_at,
      })),
    )
    // On either of its two keys.
    .onConflict((conflict) => conflict.doNothing())
    .returning(['delivery_id', 'body_hash'])
    .execute()
  // Of two that are alike the first is the one that was kept.
  const kept = new Map(rows.map(({ delivery_id, body_hash }) => [delivery_id, body_hash]))
  return deliveries.filter(
    ({ deliveryId, bodyHash }) => kept.get(deliveryId) === bodyHash && kept.delete(deliveryId),
  )
}

/** Active repositories on GitHub of this name, whatever their workspace. GitHub does not tell names apart by case. */
export async function listReposNamed(tx: Tx, fullName: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('repos')
    .select('repo_id')
    .where('source', '=', 'github')
    .where('status', '=', 'active')
    .where((eb) => eb(eb.fn<string>('lower', ['full_name']), '=', fullName.toLowerCase()))
    .orderBy('repo_id')
    .execute()
  return rows.map(({ repo_id }) => repo_id)
}
