import { DomainError, type Page } from '@pm-bot/domain'

/** A page of a list that is short enough to be read whole; the cursor counts its rows. */
export function pageOfFew<Item>(
  items: readonly Item[],
  { limit, cursor }: { limit: number; cursor?: string },
): Page<Item> {
  const from = numericCursor(cursor)
  const to = from + limit
  return { items: items.slice(from, to), nextCursor: to < items.length ? String(to) : null }
}

/** @throws DomainError when the text is not a cursor that such a list gave */
export function numericCursor(cursor = '0'): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new DomainError('bad_request', 'this cursor is not one that a list gave; start again without it')
}
