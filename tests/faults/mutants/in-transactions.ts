import type { Storage, StorageTx } from '@pm-bot/runtime'

/** The storage whose transactions do some things otherwise. */
export function inTransactions(storage: Storage, change: (tx: StorageTx) => Partial<StorageTx>): Storage {
  return { ...storage, transaction: (work) => storage.transaction((tx) => work({ ...tx, ...change(tx) })) }
}
