import {
  type Conditional,
  type GitHubPage,
  instant,
  type KnownTag,
  type SyncCursors,
  type SyncWalk,
} from '@pm-bot/domain'
import type { Tx } from '@pm-bot/store'
import type { SyncSession, Written } from './sync-session.ts'
import { EPOCH, secondsBefore } from './sync-times.ts'

export interface ChangeList<Item> {
  list: string
  phase: string
  /** Every change at or after this moment is read. */
  since: string
  /** Which cursor moves along; none where the list is only a part of what changed. */
  cursor: keyof SyncCursors | null
  /** Read anew by every attempt: what it finds is in memory alone. */
  isNeverResumed?: boolean
  ask(query: { since: string; page: number }, known?: KnownTag): Promise<Conditional<GitHubPage<Item>>>
  write(tx: Tx, items: readonly Item[]): Promise<Written>
}

const PAGE = 100

/**
 * Reads a list of changes, oldest first. The next page is asked for by the time that this one reached and not by a
 * number: numbers shift while people work, and what moved over a page's edge would be missed. Only while a whole page
 * lies within one second does the number go up.
 */
export async function walkChanges<Item extends { updatedAt: string }>(
  session: SyncSession,
  { list, phase, since, cursor, isNeverResumed = false, ask, write }: ChangeList<Item>,
): Promise<void> {
  if (session.isDone(list)) return
  const begun = session.walkOf(list)
  let walk: SyncWalk = begun ?? { list, since, page: 1, newest: null }
  const query = `since=${since}`
  for (let pages = 0; ; pages += 1) {
    const isFirst = pages === 0 && !begun
    const { since: from, page } = walk
    const known = isFirst ? session.tagOf(list, query) : undefined
    const answer = await session.ask(() => ask({ since: from ?? since, page }, known))
    if (answer.status === 'unchanged') return await session.save({ list, phase, walk: null })

    const { items, hasNext } = answer.value
    const newest = newestOf(items, walk.newest)
    const next = hasNext ? nextPage(walk, newest) : null
    // The first page says whether anything is new only while nothing can come after it.
    const isWhole = isFirst && !hasNext && items.length < PAGE
    const reached = newest ?? (next === null && since !== EPOCH ? instant(since) : null)
    await session.save(
      {
        list,
        phase,
        ...(isNeverResumed ? {} : { walk: next }),
        objects: items.length,
        ...(cursor && reached ? { cursors: { [cursor]: reached } } : {}),
        tag: isWhole && answer.tag ? { query, ...answer.tag } : null,
      },
      (tx) => write(tx, items),
    )
    if (next === null) return
    walk = next
  }
}

/** A second of overlap, so that it does not matter whether GitHub means “at” or “after”. */
function nextPage(walk: SyncWalk, newest: string | null): SyncWalk {
  const reached = newest === null ? null : secondsBefore(newest, 1)
  return reached !== null && (walk.since === null || reached > walk.since)
    ? { ...walk, since: reached, page: 1, newest }
    : { ...walk, page: walk.page + 1, newest }
}

function newestOf(items: readonly { updatedAt: string }[], before: string | null): string | null {
  return items
    .map(({ updatedAt }) => instant(updatedAt))
    .reduce((newest: string | null, time) => (newest === null || time > newest ? time : newest), before)
}
