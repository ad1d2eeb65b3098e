import type { EffectJob, WorkQueue } from '@pm-bot/runtime'
import type { Database, Tx } from './database.ts'
import type { SendJobs } from './effects.ts'
import { openBossQueue } from './work-queue.pg-boss.ts'
import { openTableQueue } from './work-queue.sqlite.ts'

export interface CarrierOptions {
  database: Database
  /** Looks after lapsed heartbeats and old jobs; one process is enough, several do no harm. */
  supervise: boolean
  onError: (error: Error) => void
}

/** Sends jobs within a transaction and hands them to workers. */
export interface Carrier extends WorkQueue {
  sendJobs: SendJobs
  /**
   * Open effects that no job carries any more; other transactions keep away from them.
   * `evenTaken`: a job that a worker has taken does not count.
   */
  strandedEffects(tx: Tx, options: StrandedOptions): Promise<(EffectJob & { queue: string })[]>
}

export async function openCarrier(options: CarrierOptions): Promise<Carrier> {
  return options.database.dialect === 'postgres'
    ? await openBossQueue(options)
    : await openTableQueue(options)
}

export interface StrandedOptions {
  limit: number
  evenTaken: boolean
}

export interface StrandedRow {
  effect_id: string
  generation: number
  queue: string
}

export const strandedEffect = ({ effect_id, generation, queue }: StrandedRow) => ({
  effectId: effect_id,
  generation,
  queue,
})
