import pg from 'pg'

/** What the database was asked, from pg_stat_statements. */
export interface Statement {
  text: string
  calls: number
  totalMs: number
}

/** The server must have been started with the library. */
export async function forgetStatements(url: string): Promise<void> {
  await query(url, 'create extension if not exists pg_stat_statements')
  await query(url, 'select pg_stat_statements_reset()')
}

/** Most time first; without those that the measuring itself asks. */
export async function readStatements(url: string): Promise<Statement[]> {
  const rows = await query<{ query: string; calls: string; total_exec_time: number }>(
    url,
    `select query, calls, total_exec_time from pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database())
       and query !~ 'pg_stat_statements|as left|pg_database'
     order by total_exec_time desc`,
  )
  return rows.map(({ query: text, calls, total_exec_time }) => ({
    text: text.replace(/\s+/g, ' ').trim(),
    calls: Number(calls),
    totalMs: total_exec_time,
  }))
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}
