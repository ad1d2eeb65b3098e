import { type Storage, takeTurns } from '@pm-bot/runtime'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Bench } from './bench.ts'
import { type Stage, setStage } from './stage.ts'

/** Messages that their process may die of. */
export function describeSuspicion(bench: () => Bench): void {
  const db = () => bench().store.database
  /** By the time of its newest mail: this process and the database may read the clock some milliseconds apart. */
  const suspect = (stage: Stage, key: string) =>
    sql`
      update actors set suspected_at = coalesce(
        (select max(accepted_at) from actor_messages where kind = ${stage.kind} and key = ${key}),
        ${new Date().toISOString()}
      ) where kind = ${stage.kind} and key = ${key}
    `.execute(db().writer)
  const setCrashes = (stage: Stage, key: string, crashes: number) =>
    sql`update actor_messages set crashes = ${crashes} where kind = ${stage.kind} and key = ${key}`.execute(
      db().writer,
    )

  describe('an actor that a process may have died of', () => {
    test('is served again like any other when its mail did no harm', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: '1' }, { note: '2' })
      await stage.tell('b', { note: 'other' })
      await suspect(stage, 'a')
      expect(await stage.drain()).toMatchObject({ handled: 3, failed: 0, parked: 0 })
      expect(await stage.seen('a')).toEqual(['1', '2'])
      await stage.tell('a', { note: '3' })
      await stage.drain()
      expect(await stage.seen('a')).toEqual(['1', '2', '3'])
    })

    test('is under suspicion no more once all its mail was handled', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: '1' }, { note: '2' })
      await suspect(stage, 'a')
      await stage.drain()
      expect(await stage.isSuspected('a')).toBe(false)
    })

    test('is under suspicion no more once the mail was handled that was there, however much comes after', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: '1' }, { note: '2' })
      await new Promise((resolve) => setTimeout(resolve, 2))
      await suspect(stage, 'a')
      await new Promise((resolve) => setTimeout(resolve, 2))
      await stage.tell('a', { note: '3' }, { note: '4' })
      await takeTurns(bench().store.storage, stage.cast)
      expect(await stage.seen('a')).toEqual(['1', '2'])
      expect(await stage.isSuspected('a')).toBe(false)
    })

    test('ends its care also when its projector refuses the turn', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { refused: 'by its projector' })
      await suspect(stage, 'a')
      expect(await stage.drain()).toMatchObject({ failed: 3, parked: 1 })
      expect(await stage.isSuspected('a')).toBe(false)
    })

    test('loses no message to many processes that come for it at once', async () => {
      const stage = setStage(bench())
      for (let round = 0; round < 10; round++) {
        await stage.tell('a', { note: String(round) })
        await suspect(stage, 'a')
        await Promise.all(Array.from({ length: 8 }, () => stage.drain()))
      }
      await stage.drain()
      expect(await stage.mail('a')).toEqual([])
      expect(await stage.seen('a')).toEqual(Array.from({ length: 10 }, (_, round) => String(round)))
    })

    test('parks the message that its processes died of, and goes on with the next', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: 'poison' })
      await setCrashes(stage, 'a', 2)
      await stage.tell('a', { note: 'after' })
      await suspect(stage, 'a')
      expect(await stage.drain()).toMatchObject({ handled: 1, parked: 1 })
      expect(await stage.seen('a')).toEqual(['after'])
      expect(await stage.mail('a')).toMatchObject([{ park_reason: 'crashed', crashes: 2, attempts: 0 }])
      expect((await stage.mail('a'))[0]!.last_error).toMatch(/3 processes died/)
    })

    test('has its crash counted before the handler runs', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: 'kills' })
      await suspect(stage, 'a')
      // Claim, look with care, count: the fourth would handle it.
      const dying = takeTurns(mortal(bench().store.storage, 3), stage.cast)
      await expect(dying).rejects.toThrow('no more')
      expect(await stage.mail('a')).toMatchObject([{ crashes: 1, attempts: 0, parked_at: null }])
    })

    test('is served message by message in one go, each with its crash counted before', async () => {
      const stage = setStage(bench())
      for (let n = 0; n < 10; n += 1) await stage.tell('a', { note: String(n) })
      await suspect(stage, 'a')
      // Claim, look with care, count, and a transaction for each of seven; the next would handle the eighth.
      const dying = takeTurns(mortal(bench().store.storage, 10), stage.cast)
      await expect(dying).rejects.toThrow('no more')
      expect(await stage.seen('a')).toEqual(['0', '1', '2', '3', '4', '5', '6'])
      expect(await stage.mail('a')).toMatchObject([{ crashes: 1 }, { crashes: 0 }, { crashes: 0 }])
    })

    test('counts a handler that throws as a failure and not as a crash', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { throws: 'broken' })
      await suspect(stage, 'a')
      expect(await stage.drain()).toMatchObject({ failed: 3, parked: 1 })
      expect(await stage.mail('a')).toMatchObject([{ park_reason: 'failed', crashes: 0, attempts: 3 }])
      expect(await stage.isSuspected('a')).toBe(false)
    })

    test('holds back further messages of a type that killed twice, until an operator clears those', async () => {
      const stage = setStage(bench())
      for (const key of ['a', 'b']) {
        await stage.tell(key, { note: 'poison' })
        await setCrashes(stage, key, 2)
        await suspect(stage, key)
      }
      await stage.drain()
      const { storage } = bench().store
      const held = new Set(await storage.transaction((tx) => tx.heldTypes()))
      expect([...held].filter((type) => type.startsWith(`${stage.kind}/`))).toEqual([`${stage.kind}/`])

      await stage.tell('c', { note: 'unread' })
      expect(await stage.drain({ held })).toMatchObject({ handled: 0, parked: 1 })
      expect(await stage.mail('c')).toMatchObject([{ park_reason: 'held', attempts: 0, crashes: 0 }])
      expect(await stage.seen('c')).toBeUndefined()

      await db().transaction((tx) =>
        tx.db.deleteFrom('actor_messages').where('kind', '=', stage.kind).execute(),
      )
      expect(await storage.transaction((tx) => tx.heldTypes())).not.toContain(`${stage.kind}/`)
    })
  })
}

/** The storage of a process that ends after so many transactions. */
function mortal(storage: Storage, transactions: number): Storage {
  let left = transactions
  return {
    ...storage,
    isTransient: () => false,
    async transaction(work) {
      left -= 1
      if (left < 0) throw new Error('the process is no more')
      return await storage.transaction(work)
    },
  }
}
