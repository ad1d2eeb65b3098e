import { setTimeout as sleep } from 'node:timers/promises'
import type { NewFault } from '../contract/faults.ts'

const DEFAULT_MS = 100

export async function delay(fault: NewFault | undefined): Promise<void> {
  if (fault?.kind === 'delay') await sleep(fault.milliseconds ?? DEFAULT_MS)
}
