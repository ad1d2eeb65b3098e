import type { RepoCommand } from '@pm-bot/domain'
import { type Delivery, listReposNamed, recordDeliveries, type Store, storeTxOf } from '@pm-bot/store'
import { isHint } from './webhook-delivery.ts'

const HINT: RepoCommand = { type: 'hint-sync', cause: 'webhook' }

/**
 * Keeps deliveries and tells the repositories that they speak of, in one transaction. Nothing in them is taken for
 * true: they ask GitHub themselves, sooner than they would have. Says of each whether it is kept now or was before.
 */
export async function takeDeliveries(
  { storage }: Store,
  deliveries: readonly Delivery[],
): Promise<Map<Delivery, 'stored' | 'repeated'>> {
  const stored = await storage.transaction(async (tx) => {
    const storeTx = storeTxOf(tx)
    const fresh = await recordDeliveries(storeTx, deliveries)
    const names = fresh.filter(({ event }) => isHint(event)).map(({ fullName }) => fullName?.toLowerCase())
    // Once each, for a push of many issues comes as many deliveries.
    for (const name of new Set(names)) {
      if (name === undefined) continue
      for (const repoId of await listReposNamed(storeTx, name)) tx.tell({ kind: 'repo', key: repoId }, HINT)
    }
    return new Set(fresh)
  })
  return new Map(deliveries.map((each) => [each, stored.has(each) ? 'stored' : 'repeated']))
}
