import pg from 'pg'

/** Asks the database itself how many messages are not done with. */
export function openCounter(url: string, query: string): { left(): Promise<number> } {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  return {
    async left() {
      const { rows } = await pool.query<{ count: string }>(query)
      return Number(rows[0]!.count)
    },
  }
}
