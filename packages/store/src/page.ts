import { DomainError, type Page } from '@pm-bot/domain'

export interface PageRequest {
  limit: number
  cursor?: string | undefined
}

/** One row more than the page was read: it tells whether there is a next page. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  { limit }: PageRequest,
  view: (row: Row) => View,
  cursorOf: (row: Row) => string,
): Page<View> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  }
}

/** @throws DomainError when the text is not a cursor that pageOf made */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || /^[0-9a-f-]{36}$/.test(cursor)) return cursor
  throw invalidCursor()
}

export const invalidCursor = () =>
  new DomainError('bad_request', 'this cursor is not one that a list gave; start again without it')
