import pg from 'pg'

/** A session of pm-bot's on the server. */
export interface Backend {
  pid: number
  applicationName: string
  /** `active`, `idle`, `idle in transaction` … */
  state: string
  /** Its current statement, or its last. */
  query: string
}

/** Ends those of pm-bot's sessions that `choose` points at, as an operator or a failover would. Returns how many. */
export async function terminateBackends(
  adminUrl: string,
  database: string,
  choose: (backend: Backend) => boolean,
): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl })
  // The server may go while it is asked.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<Backend>(
      `select pid, application_name as "applicationName", coalesce(state, '') as state, query
       from pg_stat_activity where datname = $1 and application_name like 'pm-bot%' order by pid`,
      [database],
    )
    const chosen = rows.filter(choose).map(({ pid }) => pid)
    const { rowCount } = await client.query(
      'select from unnest($1::int[]) as chosen (pid) where pg_terminate_backend(pid)',
      [chosen],
    )
    return rowCount ?? 0
  } finally {
    await client.end()
  }
}
