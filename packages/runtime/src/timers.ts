import type { Storage } from './ports.ts'
import { createPulse, type Loop } from './pulse.ts'

/** Tells every actor whose timer is due. Returns how many timers were fired. */
export async function fireDueTimers(storage: Storage, limit = 100): Promise<number> {
  return await storage.transaction(async (tx) => {
    const due = await tx.takeDueTimers(limit)
    for (const { kind, key, name, generation, message } of due) {
      // Names may hold any separator; JSON keeps them apart.
      tx.tell({ kind, key }, message, { messageId: `timer:${JSON.stringify([kind, key, name, generation])}` })
    }
    return due.length
  })
}

/** Fires timers until stopped, looking once a second: a timer is a promise of "not before", not "exactly at". */
export function startTimers(options: {
  storage: Storage
  onError: (error: unknown) => void
  pollMs?: number
}): Loop {
  return createPulse({
    pollMs: options.pollMs ?? 1000,
    onError: options.onError,
    beat: async () => ((await fireDueTimers(options.storage)) > 0 ? 'again' : 'idle'),
  })
}
