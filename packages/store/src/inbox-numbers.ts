import {
  INBOX_GROUPS,
  type InboxCountsView,
  type InboxDayView,
  type InboxGroup,
  type InboxStatus,
} from '@pm-bot/domain'
import type { Reader } from './database.ts'
import { later } from './later.ts'
import { ledBy } from './page.ts'

/** So many of the newest are counted; nobody decides more in a month. */
const MOST_ROWS = 20_000
const DAY_MS = 24 * 60 * 60_000

/** How much waits, and for what. */
export async function countInbox({ read }: Reader): Promise<InboxCountsView> {
  const rows = await ledBy(read.selectFrom('inbox_items'), 'status', 'pending', 'asc')
    .select(({ fn, eb }) => [
      'priority',
      fn.countAll<number>().as('all'),
      fn.count<number>(eb.ref('snoozed_until')).as('snoozed'),
    ])
    .clearOrderBy()
    .groupBy('priority')
    .execute()
  const groups = Object.fromEntries(INBOX_GROUPS.map((group) => [group, 0])) as Record<InboxGroup, number>
  let snoozed = 0
  for (const row of rows) {
    groups[INBOX_GROUPS[Math.floor(row.priority / 10)]!] += Number(row.all) - Number(row.snoozed)
    snoozed += Number(row.snoozed)
  }
  const pending = Object.values(groups).reduce((sum, count) => sum + count, 0)
  return { pending, snoozed, groups }
}

/** What was asked and decided on each of the last days, today first. Days are days of UTC. */
export async function listInboxDays(reader: Reader, days: number): Promise<InboxDayView[]> {
  const now = await reader.now()
  const midnight = `${now.slice(0, 10)}T00:00:00.000Z`
  const since = later(midnight, -(days - 1) * DAY_MS)
  const [asked, ended] = await Promise.all([
    reader.read
      .selectFrom('inbox_items')
      .select('created_at')
      .where('item_id', '>=', firstIdOf(since))
      .orderBy('item_id', 'desc')
      .limit(MOST_ROWS)
      .execute(),
    reader.read
      .selectFrom('inbox_items')
      .select(['status', 'created_at', 'resolved_at'])
      .where('resolved_at', '>=', since)
      .orderBy('resolved_at', 'desc')
      .limit(MOST_ROWS)
      .execute(),
  ])
  return Array.from({ length: days }, (_, ago) => {
    const day = later(midnight, -ago * DAY_MS).slice(0, 10)
    const decided = ended.filter(
      ({ resolved_at, status }) => resolved_at!.startsWith(day) && DECIDED.has(status),
    )
    const waits = decided
      .map(({ created_at, resolved_at }) => (Date.parse(resolved_at!) - Date.parse(created_at)) / 1000)
      .sort((a, b) => a - b)
    const count = (...statuses: InboxStatus[]) =>
      decided.filter(({ status }) => statuses.includes(status)).length
    return {
      day,
      asked: asked.filter(({ created_at }) => created_at.startsWith(day)).length,
      approved: count('approved', 'edited'),
      rejected: count('rejected'),
      answered: count('answered', 'dismissed'),
      waitedSeconds: waits.length === 0 ? null : { p50: at(waits, 0.5), p90: at(waits, 0.9) },
    }
  })
}

const DECIDED: ReadonlySet<InboxStatus> = new Set(['approved', 'edited', 'rejected', 'answered', 'dismissed'])

const at = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)

/** The smallest UUIDv7 of that time: ids are in the order of their times. */
function firstIdOf(time: string): string {
  const hex = Date.parse(time).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
