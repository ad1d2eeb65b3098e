import type { EffectJob } from '@pm-bot/runtime'
import type { PgBoss } from 'pg-boss'

interface Slot {
  /** pg-boss's name for it, once it has one. */
  id?: string
  busy: boolean
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
 * go in the middle of a job keeps its slot: opened again meanwhile, the line would otherwise
 * work at more jobs than it may.
 */
export function openBossLine(
  boss: PgBoss,
  queue: string,
  concurrency: number,
  handle: (job: EffectJob) => Promise<void>,
): BossLine {
  const slots = new Set<Slot>()
  let open = false

  const ring = () => {
    for (const { id } of slots) if (id !== undefined) boss.notifyWorker(id)
  }
  const fill = async () => {
    while (open && slots.size < concurrency) {
      const slot: Slot = { busy: false, closed: false }
      slots.add(slot)
      slot.id = await boss.work<EffectJob>(
        queue,
        { batchSize: 1, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: 3 },
        async ([job]) => {
          slot.busy = true
          try {
            await handle(job!.data)
          } finally {
            slot.busy = false
            if (slot.closed) {
              slots.delete(slot)
              void fill()
            }
          }
          // A worker that found a job may find another: do not wait for the next poll.
          setTimeout(ring, 5)
        },
      )
      // Closed while it was being opened.
      if (slot.closed) await boss.offWork(queue, { id: slot.id, wait: false })
    }
  }
  const empty = async () => {
    for (const slot of slots) {
      slot.closed = true
      if (!slot.busy) slots.delete(slot)
      if (slot.id !== undefined) await boss.offWork(queue, { id: slot.id, wait: false })
    }
  }

  return {
    queue,
    ring,
    async setOpen(next) {
      if (next === open) return
      open = next
      await (open ? fill() : empty())
    },
  }
}
