import type { EffectJob } from '@pm-bot/runtime'
import type { PgBoss } from 'pg-boss'

interface Slot {
  /** pg-boss's name for it, once it has one. */
  id?: string
  closed: boolean
}

/** The workers of one queue in this process. */
export interface BossLine {
  queue: string
  /** Looks for a job now. */
  ring: () => void
  /** Closed, it takes no job; what is under way goes on, and counts until it ends. */
  setOpen(open: boolean): Promise<void>
}

/**
 * pg-boss cannot pause a queue, and its workers are let go one by one. A worker that is let
 * go keeps its slot until it has ended, in the middle of a job or of asking for one: opened again
 * meanwhile, the line would otherwise work at more jobs than it may.
 */
export function openBossLine(
  boss: PgBoss,
  queue: string,
  concurrency: number,
  handle: (job: EffectJob) => Promise<void>,
  onError: (error: Error) => void,
): BossLine {
  const slots = new Set<Slot>()
  let open = false

  const ring = () => {
    for (const { id } of slots) if (id !== undefined) boss.notifyWorker(id)
  }
  const fill = async () => {
    while (open && slots.size < concurrency) {
      const slot: Slot = { closed: false }
      slots.add(slot)
      slot.id = await boss.work<EffectJob>(
        queue,
        { batchSize: 1, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: 3 },
        async ([job]) => {
          await handle(job!.data)
          // A worker that found a job may find another: do not wait for the next poll.
          setTimeout(ring, 5)
        },
      )
      // Closed while it was being opened.
      if (slot.closed) letGo(slot)
    }
  }
  const letGo = (slot: Slot) => {
    if (slot.id === undefined) return
    // It may be about to get a job: it is gone once it has ended that as well.
    boss.offWork(queue, { id: slot.id, wait: true }).then(() => {
      slots.delete(slot)
      return fill()
    }, onError)
  }
  const empty = () => {
    for (const slot of slots) {
      if (slot.closed) continue
      slot.closed = true
      letGo(slot)
    }
  }

  return {
    queue,
    ring,
    async setOpen(next) {
      if (next === open) return
      open = next
      if (open) await fill()
      else empty()
    },
  }
}
