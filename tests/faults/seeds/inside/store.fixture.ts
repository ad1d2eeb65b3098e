import * as store from '../../../../packages/store/src/index.ts'
import { projectorsOf } from '../../../../packages/store/src/projectors.ts'
import { mutate } from '../../mutants/mutate.ts'
import { ledgerProjectors } from './ledger.ts'
import { openMailSlot } from './mail-slot.ts'
import { readOrders } from './orders.fixture.ts'

export * from '../../../../packages/store/src/index.ts'

export async function openStore(options: store.StoreOptions): Promise<store.Store> {
  const { mutant, mailPort } = readOrders()
  const opened = await store.openStore({
    ...options,
    projectors: { ...projectorsOf(options.redactor), ...ledgerProjectors },
  })
  const storage = mutate(opened.storage, mutant)
  const slot = mailPort === undefined ? undefined : openMailSlot(storage, mailPort)
  return {
    ...opened,
    storage,
    async close() {
      slot?.close()
      await opened.close()
    },
  }
}
