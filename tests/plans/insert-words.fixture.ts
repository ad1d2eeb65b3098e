import { type RawBuilder, sql } from 'kysely'

/** What a dialect calls the parts of an insert of many rows, numbered by `n`. */
export interface InsertWords {
  json: string
  /** As `nthId`. */
  id(n: string): string
  daysAgo(days: string): string
  /** The nth of `count`, spread over the last hundred days. */
  when(count: number): string
  numbers(count: number): string
  insert(table: string, count: number, values: Record<string, string>): RawBuilder<unknown>
}

export function insertWords(dialect: 'postgres' | 'sqlite'): InsertWords {
  const { json, id, daysAgo, numbers } = dialect === 'postgres' ? POSTGRES : SQLITE
  return {
    json,
    id,
    daysAgo,
    numbers,
    when: (count) => daysAgo(`100.0 * (${count} - n) / ${count}`),
    insert: (table, count, values) =>
      sql.raw(
        `insert into ${table} (${Object.keys(values).join(', ')}) select ${Object.values(values).join(', ')} from ${numbers(count)}`,
      ),
  }
}

type Dialect = Pick<InsertWords, 'json' | 'id' | 'daysAgo' | 'numbers'>

const POSTGRES: Dialect = {
  json: `'{}'::jsonb`,
  id: (n) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))`,
  daysAgo: (days) => `(now() - (${days}) * interval '1 day')`,
  numbers: (count) => `generate_series(1, ${count}) as numbers (n)`,
}

const SQLITE: Dialect = {
  json: `'{}'`,
  id: (n) => `('00000000-0000-7000-8000-' || printf('%012x', ${n}))`,
  daysAgo: (days) => `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', printf('%+.3f seconds', -(${days}) * 86400))`,
  numbers: (count) =>
    `(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${count}) select n from numbers) as numbers`,
}
