import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  endSessions,
  endSessionsOfOtherPasswords,
  listSessions,
  lookUpSession,
  onSessionEnded,
  openSession,
  SESSION_MS,
  type Session,
  seeSession,
} from '../src/sessions.ts'
import type { Bench } from './bench.ts'
import { until } from './stage.ts'

const HOUR_MS = 60 * 60 * 1000

export function describeSessions(bench: () => Bench): void {
  const database = () => bench().store.database
  const newKey = () => randomBytes(32)
  let secrets = 0
  async function open(key: Buffer): Promise<Session & { secret: string }> {
    secrets += 1
    const secret = `secret ${secrets}`
    await database().transaction((tx) =>
      openSession(tx, key, { secret, address: '10.0.0.7', userAgent: null }),
    )
    return { ...(await lookUpSession(database(), key, secret))!, secret }
  }
  const end = (...ids: string[]) => database().transaction((tx) => endSessions(tx, ids))
  /** Makes it as if the session had been opened or used that long ago. */
  async function age({ id }: Session, column: 'expires_at' | 'last_seen_at', ms: number): Promise<void> {
    const at = Date.now() - ms + (column === 'expires_at' ? SESSION_MS.most : 0)
    await database()
      .writer.updateTable('sessions')
      .set({ [column]: new Date(at).toISOString() })
      .where('session_id', '=', id)
      .execute()
  }
  const idsOf = async (key: Buffer) => (await listSessions(database(), key)).map(({ id }) => id)

  describe('a session', () => {
    test('is found by its secret under its password, and by nothing else', async () => {
      const key = newKey()
      const { secret, ...session } = await open(key)
      expect(session).toMatchObject({ address: '10.0.0.7', userAgent: null })
      expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBe(SESSION_MS.idle)
      expect(await lookUpSession(database(), key, 'another')).toBeUndefined()
      expect(await lookUpSession(database(), key, session.id)).toBeUndefined()
      expect(await lookUpSession(database(), newKey(), secret)).toBeUndefined()
      const rows = await database().read.selectFrom('sessions').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(secret)
    })

    test('outlives a restart', async () => {
      const key = newKey()
      const { secret, ...session } = await open(key)
      await bench().restart()
      expect(await lookUpSession(database(), key, secret)).toEqual(session)
    })

    test('ends when it is not used, and when it is old, however much it is used', async () => {
      const key = newKey()
      const [idle, old, used] = [await open(key), await open(key), await open(key)]
      await age(idle, 'last_seen_at', SESSION_MS.idle + 1000)
      await age(old, 'expires_at', SESSION_MS.most + 1000)
      await age(used, 'last_seen_at', SESSION_MS.idle - HOUR_MS)
      expect(await lookUpSession(database(), key, idle.secret)).toBeUndefined()
      expect(await lookUpSession(database(), key, old.secret)).toBeUndefined()
      expect(await lookUpSession(database(), key, used.secret)).toBeDefined()
      expect(await idsOf(key)).toEqual([used.id])
    })

    test('lives on by being used, which is written once a minute', async () => {
      const key = newKey()
      const session = await open(key)
      await seeSession(database(), session)
      expect((await lookUpSession(database(), key, session.secret))!.lastSeenAt).toBe(session.lastSeenAt)

      await age(session, 'last_seen_at', HOUR_MS)
      const before = (await lookUpSession(database(), key, session.secret))!
      await Promise.all([1, 2, 3].map(() => seeSession(database(), before)))
      const after = (await lookUpSession(database(), key, session.secret))!
      expect(Date.parse(after.lastSeenAt) - Date.parse(before.lastSeenAt)).toBeGreaterThan(HOUR_MS / 2)
      expect(after.expiresAt > before.expiresAt).toBe(true)
      await seeSession(database(), before)
      expect(await lookUpSession(database(), key, session.secret)).toEqual(after)
    })

    test('is ended by its id, once, and whoever listens hears of it', async () => {
      const key = newKey()
      const [one, other] = [await open(key), await open(key)]
      const heard: string[] = []
      const listening = bench().dialect === 'postgres' ? (await bench().openBeside()).database : database()
      let isListening = bench().dialect === 'sqlite'
      onTestFinished(
        onSessionEnded(
          listening,
          (id) => heard.push(id),
          () => {
            isListening = true
          },
        ),
      )
      await until(() => isListening)
      expect(await end(one.id, one.id)).toEqual([one.id])
      expect(await end(one.id)).toEqual([])
      expect(await end()).toEqual([])
      expect(await idsOf(key)).toEqual([other.id])
      await until(() => heard.length > 0)
      expect(heard).toEqual([one.id])
    })

    test('ends with its password', async () => {
      const [key, next] = [newKey(), newKey()]
      const [one, other] = [await open(key), await open(next)]
      const endOthers = (of: Buffer | null) =>
        database().transaction((tx) => endSessionsOfOtherPasswords(tx, of))
      expect(await endOthers(next)).toContain(one.id)
      expect([await idsOf(key), await idsOf(next)]).toEqual([[], [other.id]])
      expect(await endOthers(next)).toEqual([])
      expect(await endOthers(null)).toEqual([other.id])
    })
  })
}
