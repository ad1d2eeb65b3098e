import { createHash, createHmac } from 'node:crypto'
import type { Database, Tx } from './database.ts'

/** What proves a session: its cookie's secret, under the password that it was opened with. */
export interface SessionProof {
  secret: string
  password: string
}

/** Remembers a signed-in browser by a hash of its proof, so that another password ends every session. */
export async function openSession(tx: Tx, proof: SessionProof, validMs: number): Promise<void> {
  const created_at = await tx.now()
  const expires_at = new Date(Date.parse(created_at) + validMs).toISOString()
  await tx.db.deleteFrom('sessions').where('expires_at', '<', created_at).execute()
  await tx.db
    .insertInto('sessions')
    .values({ session_hash: hashOf(proof), created_at, expires_at })
    .execute()
}

export async function isSignedIn({ read }: Database, proof: SessionProof): Promise<boolean> {
  const session = await read
    .selectFrom('sessions')
    .select('expires_at')
    .where('session_hash', '=', hashOf(proof))
    .executeTakeFirst()
  return session !== undefined && Date.parse(session.expires_at) > Date.now()
}

/** False when there was none to end. */
export async function endSession(tx: Tx, proof: SessionProof): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('sessions')
    .where('session_hash', '=', hashOf(proof))
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

function hashOf({ secret, password }: SessionProof): string {
  const key = createHash('sha256').update(password).digest()
  return createHmac('sha256', key).update(secret).digest('hex')
}
