import type { Pool, PoolClient, QueryResult } from 'pg'

/** Sends one statement within the transaction that is to be fenced. */
export type FenceQuery = (sql: string, values: readonly unknown[]) => Promise<{ rows: unknown[] }>

/** Does what has no consequences again while the database is away. */
export type Outlast = <T>(work: () => Promise<T>) => Promise<T>

type Query = (sql: string, values?: unknown[]) => Promise<QueryResult>

/**
 * A pool whose every transaction begins with the fence, for PostgresSaver, which has none.
 * The fence's row lock lasts until the commit, so an owner that takes the lease over waits
 * for a write that passed the fence, and sees it.
 *
 * What a later PostgresSaver might write by another way would be unfenced: it is refused.
 */
export function fencedPool(
  pool: Pool,
  fence: (query: FenceQuery) => Promise<void>,
  outlast: Outlast = (work) => work(),
): Pool {
  const facade = {
    query: async (sql: string, values?: unknown[]) => {
      if (!/^\s*select\b/i.test(sql)) throw new Error('outside a transaction, checkpoints are only read')
      return await outlast(() => pool.query(sql, values))
    },
    connect: async () => fencedClient(await outlast(() => pool.connect()), fence),
    end: async () => {
      throw new Error("the checkpoints' pool belongs to its process")
    },
  }
  // The three methods are all that PostgresSaver uses of a pool.
  return facade as unknown as Pool
}

function fencedClient(client: PoolClient, fence: (query: FenceQuery) => Promise<void>) {
  let isFenced = false
  const query: Query = async (sql, values) => {
    if (sql === 'BEGIN') {
      const begun = await client.query(sql)
      await fence((text, parameters) => client.query(text, [...parameters]))
      isFenced = true
      return begun
    }
    if (sql === 'ROLLBACK' || sql === 'COMMIT') isFenced = false
    else if (!isFenced) throw new Error('outside a transaction, checkpoints are only read')
    return await client.query(sql, values)
  }
  return { query, release: (error?: Error | boolean) => client.release(error) }
}
