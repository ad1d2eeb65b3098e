import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DialectName } from './database.ts'
import { encodeJson } from './json.ts'

/** `column in (…)` with one parameter, so that the statement has one text whatever the number of values. */
export const isOneOf = (
  dialect: DialectName,
  column: string,
  values: readonly string[],
): RawBuilder<SqlBool> =>
  dialect === 'postgres'
    ? sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${encodeJson(values)}))`
