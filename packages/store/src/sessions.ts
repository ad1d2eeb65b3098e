import { createHmac } from 'node:crypto'
import { newId } from '@pm-bot/domain'
import type { Selectable } from 'kysely'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import type { Tables } from './tables.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A session ends this long after it was opened, or this long after it was last used. */
export const SESSION_MS = { most: 30 * DAY_MS, idle: 7 * DAY_MS }
/** Use is written down this often, so that reading a page costs no write. */
const SEEN_MS = 60_000

/** Made of the password: another password knows none of the sessions that were opened under this one. */
export type SessionKey = Buffer

export interface Session {
  id: string
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  address: string
  userAgent: string | null
}

export async function openSession(
  tx: Tx,
  key: SessionKey,
  opened: { secret: string; address: string; userAgent: string | null },
): Promise<string> {
  const now = await tx.now()
  const session_id = newId()
  await tx.write(tx.db.deleteFrom('sessions').where('expires_at', '<', now))
  await tx.write(
    tx.db.insertInto('sessions').values({
      session_id,
      session_hash: sign(key, `session ${opened.secret}`),
      password_mark: markOf(key),
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(Date.parse(now) + SESSION_MS.most).toISOString(),
      address: opened.address,
      user_agent: opened.userAgent,
    }),
  )
  changed(tx, 'sessions', session_id)
  return session_id
}

/** Undefined unless the session is alive. */
export async function lookUpSession(
  { read }: Pick<Database, 'read'>,
  key: SessionKey,
  secret: string,
): Promise<Session | undefined> {
  const row = await read
    .selectFrom('sessions')
    .selectAll()
    .where('session_hash', '=', sign(key, `session ${secret}`))
    .executeTakeFirst()
  const session = row && viewOf(row)
  return session && isAlive(session) ? session : undefined
}

/** Remembers that the session is used, once a minute at most. */
export async function seeSession(database: Database, { id, lastSeenAt }: Session): Promise<void> {
  if (Date.now() - Date.parse(lastSeenAt) < SEEN_MS) return
  await database.transaction(async (tx) => {
    const last_seen_at = await tx.now()
    await tx.write(
      tx.db
        .updateTable('sessions')
        .set({ last_seen_at })
        .where('session_id', '=', id)
        // Of requests at the same time only the first writes.
        .where('last_seen_at', '=', lastSeenAt),
    )
  })
}

/** Those that are alive under this password, the last used first. */
export async function listSessions({ read }: Pick<Database, 'read'>, key: SessionKey): Promise<Session[]> {
  const rows = await read
    .selectFrom('sessions')
    .selectAll()
    .where('password_mark', '=', markOf(key))
    .orderBy('last_seen_at', 'desc')
    .orderBy('session_id', 'desc')
    .execute()
  return rows.map(viewOf).filter(isAlive)
}

/** Everybody who holds something open for one of these hears of it. @returns the ids of those that there were */
export async function endSessions(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const ended = await tx.db
    .deleteFrom('sessions')
    .where('session_id', 'in', [...ids])
    .returning('session_id')
    .execute()
  for (const { session_id } of ended) {
    tx.hint('session-ended', session_id)
    changed(tx, 'sessions', session_id)
  }
  return ended.map(({ session_id }) => session_id)
}

/** Ends those of any other password; without one all of them. @returns their ids */
export async function endSessionsOfOtherPasswords(tx: Tx, key: SessionKey | null): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('sessions')
    .select('session_id')
    .$if(key !== null, (query) => query.where('password_mark', '!=', markOf(key!)))
    .execute()
  return await endSessions(
    tx,
    rows.map(({ session_id }) => session_id),
  )
}

/** Calls back for every session that any process ends; `onGap` when some may have been missed. */
export function onSessionEnded(
  database: Database,
  listener: (sessionId: string) => void,
  onGap?: () => void,
): () => void {
  return database.listen(({ hint, id }) => void (hint === 'session-ended' && listener(id)), onGap)
}

const viewOf = (row: Selectable<Tables['sessions']>): Session => ({
  id: row.session_id,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: earlier(row.expires_at, new Date(Date.parse(row.last_seen_at) + SESSION_MS.idle).toISOString()),
  address: row.address,
  userAgent: row.user_agent,
})

const earlier = (one: string, other: string) => (one < other ? one : other)
const isAlive = ({ expiresAt }: Session) => Date.parse(expiresAt) > Date.now()
const markOf = (key: SessionKey) => sign(key, 'mark')
const sign = (key: SessionKey, text: string) => createHmac('sha256', key).update(text).digest('hex')
