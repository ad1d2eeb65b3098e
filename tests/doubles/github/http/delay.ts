import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { NewFault } from '../contract/faults.ts'

const DEFAULT_MS = 100

/** Keeps an answer back, for as long as somebody waits for it. */
export async function delay(fault: NewFault | undefined, response: ServerResponse): Promise<void> {
  if (fault?.kind !== 'delay' || response.destroyed) return
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  await sleep(fault.milliseconds ?? DEFAULT_MS, undefined, { signal: gone.signal }).catch(() => {})
}
