import pg from 'pg'
import { createDatabase } from '../../setup/database.ts'
import type { Bench } from '../bench-case.ts'

/** Where sender and workers meet; a fresh one for every run. */
export type Ground = (bench: Bench) => Promise<OpenGround>

export interface OpenGround extends AsyncDisposable {
  url: string
  /** The same state of the database for everyone, before the clock starts. */
  settle(): Promise<void>
}

/** An empty database on the server that all share. */
export const onDatabase: Ground = async (bench) => {
  const { url, drop } = await createDatabase((await bench.postgres()).url)
  return {
    url,
    async settle() {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query('vacuum analyze')
      await client.query('checkpoint')
      await client.end()
    },
    [Symbol.asyncDispose]: drop,
  }
}
