import { DomainError, type Page } from '@pm-bot/domain'
import type { OrderByDirection, SelectQueryBuilder, StringReference } from 'kysely'

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

/**
 * Rows with this value, as the list's index has them. Said as a range and not as “=”, because
 * Postgres then drops the column from the order and reads the primary key from its end instead,
 * until it has found enough: for rare rows, all that there are.
 */
export function ledBy<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  column: StringReference<DB, TB>,
  value: string,
  direction: OrderByDirection,
): SelectQueryBuilder<DB, TB, Row> {
  return query
    .where(column, '>=', value as never)
    .where(column, '<=', value as never)
    .orderBy(column, direction)
}

/** @throws DomainError when the text is not a cursor that pageOf made */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || /^[0-9a-f-]{36}$/.test(cursor)) return cursor
  throw invalidCursor()
}

export const invalidCursor = () =>
  new DomainError('bad_request', 'this cursor is not one that a list gave; start again without it')
