import { IMPORT_DAYS, type ImportDepth } from '@pm-bot/domain'
import type { SyncSession } from './sync-session.ts'

/** Before everything that is on GitHub. */
export const EPOCH = '1970-01-01T00:00:00Z'
/** Changes may become visible a little late. */
const OVERLAP_SECONDS = 60
/**
 * An import of what is open cannot see what was closed while it ran. So it then reads every change since a day
 * before it began: longer than any two clocks differ.
 */
const CATCH_UP_DAYS = 1

const DAY_MS = 24 * 60 * 60 * 1000

export const daysBefore = (time: string, days: number): string => asAsked(Date.parse(time) - days * DAY_MS)

/** As GitHub writes times: in whole seconds. */
const asAsked = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

export const secondsBefore = (time: string, seconds: number): string =>
  asAsked(Date.parse(time) - seconds * 1000)

/** From when on every change is read: after the cursor of the last sync, or as far back as the import goes. */
export function readFrom(
  { cursors, startedAt, payload }: SyncSession,
  list: keyof SyncSession['cursors'],
): string {
  const cursor = cursors[list]
  if (payload.mode !== 'import' && cursor !== null) return secondsBefore(cursor, OVERLAP_SECONDS)
  return boundOf(payload.depth, startedAt)
}

function boundOf(depth: ImportDepth, startedAt: string): string {
  const days = depth === 'open' ? CATCH_UP_DAYS : IMPORT_DAYS[depth]
  return days === null ? EPOCH : daysBefore(startedAt, days)
}
