import { sha256Hex } from '@pm-bot/domain'
import type { Database } from './database.ts'

/** Remembers a signed-in browser by the hash of its cookie's secret. */
export async function openSession(database: Database, secret: string, validMs: number): Promise<void> {
  await database.transaction(async (tx) => {
    const created_at = await tx.now()
    const expires_at = new Date(Date.parse(created_at) + validMs).toISOString()
    await tx.db.deleteFrom('sessions').where('expires_at', '<', created_at).execute()
    await tx.db
      .insertInto('sessions')
      .values({ session_hash: sha256Hex(secret), created_at, expires_at })
      .execute()
  })
}

export async function isSignedIn({ read }: Database, secret: string): Promise<boolean> {
  const session = await read
    .selectFrom('sessions')
    .select('expires_at')
    .where('session_hash', '=', sha256Hex(secret))
    .executeTakeFirst()
  return session !== undefined && Date.parse(session.expires_at) > Date.now()
}

export async function endSession(database: Database, secret: string): Promise<void> {
  await database.transaction((tx) =>
    tx.db.deleteFrom('sessions').where('session_hash', '=', sha256Hex(secret)).execute(),
  )
}
