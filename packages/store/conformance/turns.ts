import { ask, takeTurnOf, takeTurns } from '@pm-bot/runtime'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { storeTxOf } from '../src/storage.ts'
import type { Bench } from './bench.ts'
import { jobsOf, type Line, noteProjector, type Stage, setStage } from './stage.ts'

export function describeTurns(bench: () => Bench): void {
  /** A line that leads to one of everything. */
  const rich = (stage: Stage, id: string): Line => ({
    note: id,
    effects: [{ effectId: id, verb: 'v', queue: 'notify', onLost: 'retry', payload: { id } }],
    sends: [{ to: stage.at('other'), message: { note: `from ${id}` } }],
    timers: [{ name: id, dueAt: '2999-01-01T00:00:00.000Z', message: {} }],
    reply: id,
  })
  const traces = async (stage: Stage, id: string) => ({
    notes: await stage.notes('a'),
    seen: await stage.seen('a'),
    effects: await count('effects', 'effect_id', id),
    jobs: await jobsOf(bench(), id),
    sent: (await stage.mail('other')).length,
    timers: await count('timers', 'name', id),
    waiting: (await stage.mail('a')).length,
  })
  const count = async (table: 'effects' | 'timers', column: string, id: string) => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(table)} where ${sql.ref(column)} = ${id}
    `.execute(bench().store.database.read)
    return Number(rows[0]!.n)
  }

  describe('a turn', () => {
    test('commits everything that it led to', async () => {
      const stage = setStage(bench())
      await stage.tell('a', rich(stage, `${stage.kind}-1`))
      await takeTurns(bench().store.storage, stage.cast, { limits: { actors: 1 } })

      expect(await traces(stage, `${stage.kind}-1`)).toEqual({
        notes: [`${stage.kind}-1`],
        seen: [`${stage.kind}-1`],
        effects: 1,
        jobs: 1,
        sent: 1,
        timers: 1,
        waiting: 0,
      })
    })

    test('says whom it served, and how long they had waited', async () => {
      const stage = setStage(bench())
      const { database, storage } = bench().store
      await stage.tell('a', { note: '1' }, { note: '2' })
      const past = new Date(Date.now() - 5000).toISOString()
      await sql`update actor_messages set accepted_at = ${past} where kind = ${stage.kind}`.execute(
        database.writer,
      )
      const { served } = await takeTurns(storage, stage.cast)
      expect(served).toEqual([{ ...stage.at('a'), handled: 2, waitedMs: expect.any(Number) }])
      expect(served[0]!.waitedMs).toBeGreaterThan(4900)
      expect((await takeTurns(storage, stage.cast)).served).toEqual([])
    })

    test('commits nothing of it when a part cannot be written', async () => {
      const stage = setStage(bench())
      const id = `${stage.kind}-1`
      await stage.tell('a', { ...rich(stage, id), refused: 'no such row' })
      await takeTurns(bench().store.storage, stage.cast)

      const nothing = { notes: [], seen: undefined, effects: 0, jobs: 0, sent: 0, timers: 0, waiting: 1 }
      expect(await traces(stage, id)).toEqual(nothing)
      await stage.drain()
      expect(await traces(stage, id)).toEqual(nothing)
      expect(await stage.parked('a')).toEqual([id])
    })

    test('commits nothing of it when the commit itself fails', async () => {
      const stage = setStage(bench())
      const { database, storage } = bench().store
      await bench().byOwner('create table parents (id integer primary key)')
      await bench().byOwner(
        'create table orphans (parent integer references parents (id) deferrable initially deferred)',
      )
      bench().projectors[stage.kind] = async (tx, ...rest) => {
        await noteProjector(tx, ...rest)
        await sql`insert into orphans values (1)`.execute(tx.db)
      }
      const hints: string[] = []
      const off = database.listen(({ hint, id }) => hints.push(`${hint} ${id}`))
      const id = `${stage.kind}-1`
      await stage.tell('a', rich(stage, id))
      await takeTurns(storage, stage.cast)
      await expect(
        storage.transaction(async (tx) => {
          tx.tell(stage.at('b'), {})
          storeTxOf(tx).hint('changed', `never:${stage.kind}`)
          await sql`insert into orphans values (2)`.execute(storeTxOf(tx).db)
        }),
      ).rejects.toThrow(/foreign key/i)
      await new Promise((resolve) => setTimeout(resolve, 50))
      off()

      expect(await traces(stage, id)).toMatchObject({
        notes: [],
        effects: 0,
        jobs: 0,
        sent: 0,
        timers: 0,
        waiting: 1,
      })
      expect(await stage.mail('b')).toEqual([])
      expect(hints).not.toContain(`changed never:${stage.kind}`)
    })

    test('writes its number as the version', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: 'x' }, { note: 'y' })
      await stage.drain()
      await stage.tell('a', { note: 'z' })
      await stage.drain()
      const { rows } =
        await sql`select version, note from notes where kind = ${stage.kind} order by version`.execute(
          bench().store.database.read,
        )
      expect(rows).toEqual([
        { version: 1, note: 'x' },
        { version: 2, note: 'y' },
        { version: 3, note: 'z' },
      ])
    })

    test('sends once, though it is taken again', async () => {
      const stage = setStage(bench())
      const { database, storage } = bench().store
      const line: Line = { note: 'go', sends: [{ to: stage.at('b'), message: { note: 'hello' } }] }
      await storage.transaction(async (tx) => tx.tell(stage.at('a'), line, { messageId: `${stage.kind}!` }))
      const message = (await stage.mail('a'))[0]!
      await stage.drain()
      // As if its acknowledgement had been lost.
      await database.transaction((tx) => tx.db.insertInto('actor_messages').values(message).execute())
      await stage.drain()

      expect(await stage.notes('a')).toEqual(['go', 'go'])
      expect(await stage.notes('b')).toEqual(['hello'])
    })

    test('sends also to itself, behind what already waits', async () => {
      const stage = setStage(bench())
      await stage.tell(
        'a',
        { note: '1', sends: [{ to: stage.at('a'), message: { note: '3' } }] },
        { note: '2' },
      )
      await stage.drain()
      expect(await stage.notes('a')).toEqual(['1', '2', '3'])
    })
  })

  describe('a message whose handler throws', () => {
    test('lets what came before it stand, and keeps back what comes after until it parks', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: '1' }, { note: '2' }, { note: 'bad', throws: 'oh no' }, { note: '4' })
      await stage.tell('b', { note: 'elsewhere' })
      const { storage } = bench().store

      expect(await takeTurns(storage, stage.cast)).toMatchObject({
        handled: 3,
        failed: [{ message: { attempts: 0 } }],
      })
      expect(await stage.notes('a')).toEqual(['1', '2'])
      expect(await stage.mail('a')).toMatchObject([{ attempts: 1, parked_at: null }, { attempts: 0 }])
      expect(await stage.notes('b')).toEqual(['elsewhere'])

      expect(await takeTurns(storage, stage.cast)).toMatchObject({
        handled: 0,
        failed: [{ message: { attempts: 1 } }],
      })
      expect(await takeTurns(storage, stage.cast)).toMatchObject({
        handled: 0,
        failed: [{ message: { attempts: 2 } }],
      })
      expect(await stage.mail('a')).toMatchObject([
        { attempts: 3, parked_at: expect.any(String), last_error: expect.stringContaining('oh no') },
        { attempts: 0, parked_at: null },
      ])

      expect(await stage.drain()).toMatchObject({ handled: 1, failed: 0 })
      expect(await stage.notes('a')).toEqual(['1', '2', '4'])
      await stage.tell('a', { note: '5' })
      await stage.drain()
      expect(await stage.notes('a')).toEqual(['1', '2', '4', '5'])
    })

    test('parks whatever it throws', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: 'bad', throws: 'with %00' }, { note: 'good' })
      expect(await stage.drain()).toMatchObject({ handled: 1, failed: 3 })
      expect(await stage.parked('a')).toEqual(['bad'])
      expect((await stage.mail('a'))[0]?.last_error).toContain('with \ufffd')
    })
  })

  describe('a message whose turn cannot be written', () => {
    test('parks alone; the others of its batch are handled, in order', async () => {
      const stage = setStage(bench())
      const lines = (name: string): Line[] => ['1', '2', '3'].map((n) => ({ note: name + n }))
      await stage.tell('a', ...lines('a'))
      await stage.tell('b', { note: 'b0' }, { note: 'bad', refused: 'no such row' }, ...lines('b'))
      await stage.tell('c', ...lines('c'))

      expect(await stage.drain()).toMatchObject({ handled: 10, failed: 3 })
      expect(await stage.notes('a')).toEqual(['a1', 'a2', 'a3'])
      expect(await stage.notes('b')).toEqual(['b0', 'b1', 'b2', 'b3'])
      expect(await stage.notes('c')).toEqual(['c1', 'c2', 'c3'])
      expect(await stage.parked('b')).toEqual(['bad'])
      expect((await stage.mail('b'))[0]).toMatchObject({
        attempts: 3,
        last_error: expect.stringContaining('no such row'),
      })
    })

    test('is blamed itself, and not the one that is oldest when the blame is written', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      await stage.tell('a', { note: 'fails here' }, { note: 'innocent' })
      let transactions = 0
      const meanwhile = {
        ...storage,
        transaction: async <T>(work: Parameters<typeof storage.transaction<T>>[0]) => {
          transactions += 1
          // Batch, then message by message, then the blame: another process is luckier just before it.
          bench().projectors[stage.kind] =
            transactions < 3 ? () => Promise.reject(new Error('unlucky')) : noteProjector
          if (transactions === 3)
            await takeTurnOf(storage, stage.cast, stage.at('a'), { limits: { messagesEach: 1 } })
          return await storage.transaction(work)
        },
      }
      await takeTurnOf(meanwhile, stage.cast, stage.at('a'))

      expect(await stage.mail('a')).toMatchObject([{ attempts: 0 }])
      await stage.drain()
      expect(await stage.notes('a')).toEqual(['fails here', 'innocent'])
    })

    test('is counted once, though two processes tried it', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      await stage.tell('a', { throws: 'x' })
      const message = await storage.transaction(async (tx) => (await tx.oldestMessages(stage.at('a'), 1))[0]!)
      await storage.transaction((tx) => tx.recordFailure(message, 'x', false))
      await storage.transaction((tx) => tx.recordFailure(message, 'x', false))
      expect(await stage.mail('a')).toMatchObject([{ attempts: 1 }])
      await stage.drain()
    })
  })

  test('a parked message does not keep an actor from being asked', async () => {
    const stage = setStage(bench())
    await stage.tell('a', { note: 'bad', throws: 'x' })
    await stage.drain()
    const { storage } = bench().store
    expect(await ask(storage, stage.cast, stage.at('a'), { note: 'hi' })).toMatchObject({ note: 'hi' })
  })
}
