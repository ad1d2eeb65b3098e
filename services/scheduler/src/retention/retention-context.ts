import type { ArtifactStore, Redactor, Retention, RunFiles } from '@pm-bot/domain'
import type { Logger } from '@pm-bot/logging'
import type { Store } from '@pm-bot/store'

/** What it takes to remove what is old. */
export interface RetentionContext {
  store: Store
  retention: Retention
  artifacts: ArtifactStore
  runFiles: RunFiles
  /** Removes the checkpoints of an ended run. */
  forgetThread: (threadId: string) => Promise<void>
  redactor: Redactor
  logger: Logger
}

/** How much a pass removed. */
export interface Removed {
  events: number
  effects: number
  /** Of models and tools, in the ledgers of ended runs. */
  calls: number
  messageIds: number
  requests: number
  sessions: number
  /** Of webhooks. */
  deliveries: number
  /** Directories of attempts. */
  attempts: number
  /** Threads with their checkpoints. */
  threads: number
  /** Logs of runs. */
  logs: number
  /** Files that no row and no bundle names. */
  files: number
}

export const nothingRemoved = (): Removed => ({
  events: 0,
  effects: 0,
  calls: 0,
  messageIds: 0,
  requests: 0,
  sessions: 0,
  deliveries: 0,
  attempts: 0,
  threads: 0,
  logs: 0,
  files: 0,
})

/** One kind of thing that goes. Adds to `removed` as it goes along, and ends early when told to stop. */
export type RetentionStep = (
  context: RetentionContext,
  removed: Removed,
  now: string,
  signal: AbortSignal,
) => Promise<void>

const DAY_MS = 24 * 60 * 60 * 1000

export const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * DAY_MS).toISOString()

/** Batch after batch until nothing is left or the process stops. */
export async function removeAll(signal: AbortSignal, batch: () => Promise<number>): Promise<number> {
  let removed = 0
  while (!signal.aborted) {
    const count = await batch()
    if (count === 0) break
    removed += count
  }
  return removed
}
