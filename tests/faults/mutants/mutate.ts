import type { Storage } from '@pm-bot/runtime'
import { acknowledgeUpTo } from './acknowledge-up-to.ts'
import { claimApart } from './claim-apart.ts'
import { claimInOneStatement } from './claim-in-one-statement.ts'
import { countAfterwards } from './count-afterwards.ts'
import { forgetIds } from './forget-ids.ts'
import { listenOnly } from './listen-only.ts'
import { trustLostAttempts } from './trust-lost-attempts.ts'

/** The mistakes that the runtime is built to avoid, for tests to show that they would notice. */
export const MUTANTS = [
  'fence-off',
  'dedupe-off',
  'marker-search-off',
  'one-statement-claim',
  'acknowledge-up-to-n',
  'two-transaction-claim',
  'attempt-counted-after',
  'poll-off',
] as const
export type Mutant = (typeof MUTANTS)[number] | 'none'

const STORAGES: Record<Mutant, (storage: Storage) => Storage> = {
  none: (storage) => storage,
  'fence-off': trustLostAttempts,
  'dedupe-off': forgetIds,
  'marker-search-off': (storage) => storage,
  'one-statement-claim': claimInOneStatement,
  'acknowledge-up-to-n': acknowledgeUpTo,
  'two-transaction-claim': claimApart,
  'attempt-counted-after': countAfterwards,
  'poll-off': listenOnly,
}

/** The storage with one of the mistakes. */
export const mutate = (storage: Storage, mutant: Mutant): Storage => STORAGES[mutant](storage)

/** What performers ask the outside world before they act: whether an earlier attempt left its trace. */
interface Searches {
  hasBranch(...args: never[]): Promise<boolean>
  countComments(...args: never[]): Promise<number>
}

/** The outside world as performers see it who do not look before they act. */
export function mutateWorld<World extends Searches>(world: World, mutant: Mutant): World {
  if (mutant !== 'marker-search-off') return world
  return { ...world, hasBranch: async () => false, countComments: async () => 0 }
}
