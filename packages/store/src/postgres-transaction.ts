import type { CompiledQuery, Kysely } from 'kysely'
import type pg from 'pg'
import { isStalePlan } from './postgres.ts'
import { kyselyOnClient, send, sendText } from './postgres-connection.ts'
import type { Tables } from './tables.ts'

/** What a transaction can do on its connection. */
export interface Session {
  db: Kysely<Tables>
  /** Sends a statement without waiting for it. Should it fail, the transaction fails with its error. */
  write(query: CompiledQuery): void
  /** Sends a statement at once. Its answer must be waited for before the transaction ends. */
  rows(query: CompiledQuery): Promise<unknown[]>
}

/** The server undid a transaction that was told to commit. */
class NotCommittedError extends Error {
  override name = 'NotCommittedError'
}

/** 25P02: what was sent behind a statement that failed is refused, and does not say why that one did. */
const saysOnlyThatAnotherFailed = (error: unknown) => (error as { code?: unknown }).code === '25P02'

/**
 * Begins with the first statement and commits with the last, each on the way with it: a transaction costs as many
 * round trips as it has answers to wait for. What was sent behind a statement that failed is refused by the
 * server, and the commit with it. One that writes a single statement is that statement, and one that asks nothing is nothing.
 */
export async function runPostgresTransaction<T>(
  pool: pg.Pool,
  work: (session: Session) => Promise<T>,
  /** May send what is of use only after the commit, right behind it. Whether that succeeds is not known yet. */
  behindCommit: (client: pg.PoolClient) => void = () => {},
): Promise<T> {
  const client = await pool.connect()
  let failure: { error: unknown } | undefined
  const sent: Promise<unknown>[] = []
  const expect = (answer: Promise<unknown>) => {
    sent.push(
      answer.catch((error) => {
        failure ??= { error }
      }),
    )
  }
  let begun = false
  /** The first statement, while it may be the only one. */
  let held: CompiledQuery | undefined
  const begin = () => {
    if (!begun) expect(sendText(client, 'begin'))
    begun = true
    if (held) expect(send(client, held))
    held = undefined
  }
  let broken: Error | undefined
  try {
    const result = await work({
      get db() {
        begin()
        return kyselyOnClient(client)
      },
      write(query) {
        if (!begun && !held) {
          held = query
          return
        }
        begin()
        expect(send(client, query))
      },
      async rows(query) {
        begin()
        return (await send(client, query)).rows
      },
    })
    const ending = begun ? sendText(client, 'commit') : held && send(client, held)
    behindCommit(client)
    await Promise.all([...sent, ending])
    if (failure) throw failure.error
    if (begun && (await ending)?.command !== 'COMMIT')
      throw new NotCommittedError('the transaction was rolled back')
    return result
  } catch (error) {
    if (begun) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost
      })
    }
    const cause = failure && !saysOnlyThatAnotherFailed(failure.error) ? failure.error : error
    if (isStalePlan(cause)) broken = cause as Error
    throw cause
  } finally {
    client.release(broken)
  }
}
