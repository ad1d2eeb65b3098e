import type { Mutant } from '../../mutants/mutate.ts'

/** What a process of the product is told by the harness, through its environment. */
export interface Orders {
  /** Of the fake outside world. */
  worldUrl: string
  mutant: Mutant
  /** Where it takes messages by HTTP, if it is the one that does. */
  mailPort?: number
}

const NAME = 'FAULTS_ORDERS'

export const ordersFor = (orders: Orders): Record<string, string> => ({ [NAME]: JSON.stringify(orders) })

export const readOrders = (): Orders => JSON.parse(process.env[NAME]!)
