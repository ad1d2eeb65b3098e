import { takeTurnOf, takeTurns } from '@pm-bot/runtime'
import { describe, expect, test } from 'vitest'
import type { Bench } from './bench.ts'
import { setStage } from './stage.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ note: String(n) }))
const notesOf = (lines: { note: string }[]) => lines.map(({ note }) => note)

export function describeMailbox(bench: () => Bench): void {
  describe('a mailbox', () => {
    test('is handled in the order of acceptance, over transactions and batches', async () => {
      const stage = setStage(bench())
      const lines = numbers(1250)
      await stage.tell('a', ...lines.slice(0, 620))
      for (const line of lines.slice(620, 630)) await stage.tell('a', line)
      await stage.tell('a', ...lines.slice(630))

      const { handled, transactions } = await stage.drain()

      expect(handled).toBe(1250)
      expect(transactions).toBe(3)
      expect(await stage.seen('a')).toEqual(notesOf(lines))
      expect(await stage.notes('a')).toEqual(notesOf(lines))
      expect(await stage.mail('a')).toEqual([])
    })

    test('serves several actors in one transaction, each in its own order', async () => {
      const stage = setStage(bench())
      const keys = ['a', 'b', 'c', 'd', 'e']
      for (const line of numbers(10)) for (const key of keys) await stage.tell(key, line)

      expect(await stage.drain()).toMatchObject({ handled: 50, transactions: 1 })
      for (const key of keys) expect(await stage.seen(key)).toEqual(notesOf(numbers(10)))
    })

    test('reaches every actor, however many have mail', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      await storage.transaction(async (tx) => {
        for (let n = 0; n < 600; n += 1) tx.tell(stage.at(`k${n}`), { note: 'x' })
      })
      expect(await stage.drain()).toMatchObject({ handled: 600, failed: 0 })
    })

    test('starves nobody behind actors that always have more mail than a transaction takes', async () => {
      const stage = setStage(bench())
      const refill = async () => {
        for (const key of ['a', 'b']) await stage.tell(key, { note: '1' }, { note: '2' })
      }
      await refill()
      await stage.tell('c', { note: 'waits' })
      for (let round = 0; round < 4; round += 1) {
        await refill()
        await takeTurns(bench().store.storage, stage.cast, {
          limits: { actors: 8, messagesEach: 2, messages: 4 },
        })
      }
      expect(await stage.seen('c')).toEqual(['waits'])
      await stage.drain()
    })

    test('drops a message whose id it knows: while that waits, after it, and twice at once', async () => {
      const stage = setStage(bench())
      const tell = (note: string) =>
        bench().store.storage.transaction(async (tx) =>
          tx.tell(stage.at('a'), { note }, { messageId: `${stage.kind}!` }),
        )

      await tell('first')
      await tell('while it waits')
      await stage.drain()
      await tell('after it was handled')
      await bench().store.storage.transaction(async (tx) => {
        tx.tell(stage.at('b'), { note: 'first' }, { messageId: `${stage.kind}?` })
        tx.tell(stage.at('b'), { note: 'second' })
        tx.tell(stage.at('b'), { note: 'twice at once' }, { messageId: `${stage.kind}?` })
      })
      await stage.drain()

      expect(await stage.notes('a')).toEqual(['first'])
      expect(await stage.notes('b')).toEqual(['first', 'second'])
    })

    test('numbers without a gap, so that a dropped message leaves no trace', async () => {
      const stage = setStage(bench())
      for (const messageId of ['1', '1', '2', '1', '3']) {
        await bench().store.storage.transaction(async (tx) => {
          tx.tell(stage.at('a'), {}, { messageId: `${stage.kind}/${messageId}` })
        })
      }
      expect((await stage.mail('a')).map((row) => row.seq)).toEqual([1, 2, 3])
    })

    test('gets nothing of a transaction that was rolled back', async () => {
      const stage = setStage(bench())
      const failing = bench().store.storage.transaction(async (tx) => {
        tx.tell(stage.at('a'), { note: 'never' }, { messageId: `${stage.kind}!` })
        throw new Error('changed my mind')
      })
      await expect(failing).rejects.toThrow('changed my mind')
      expect(await stage.mail('a')).toEqual([])
      expect(await stage.seen('a')).toBeUndefined()

      await bench().store.storage.transaction(async (tx) => {
        tx.tell(stage.at('a'), { note: 'now' }, { messageId: `${stage.kind}!` })
      })
      await stage.drain()
      expect(await stage.notes('a')).toEqual(['now'])
    })

    test('holds any JSON, also null, and so does a state', async () => {
      const stage = setStage(bench())
      const { storage } = bench().store
      await storage.transaction(async (tx) => {
        tx.tell(stage.at('a'), null)
        tx.tell(stage.at('a'), undefined)
        tx.tell(stage.at('a'), [0, false, '', { deep: [null] }])
      })
      const bodies = await storage.transaction(async (tx) => {
        const actor = await tx.lockActor(stage.at('a'))
        expect(actor.state).toBeUndefined()
        const messages = await tx.oldestMessages(actor, 10)
        await tx.saveTurns([{ ...emptyTurn, ...stage.at('a'), state: null, version: 1 }])
        return messages.map(({ body }) => body)
      })
      expect(bodies).toEqual([null, null, [0, false, '', { deep: [null] }]])
      expect(await storage.transaction((tx) => tx.lockActor(stage.at('a')))).toMatchObject({
        state: null,
        version: 1,
      })
    })

    test('takes NUL and lone surrogates, in keys and values and addresses, as U+FFFD', async () => {
      const stage = setStage(bench())
      const odd = 'a\0b\ud800c\udc00d \\u0000 \\ud800'
      const even = 'a\ufffdb\ufffdc\ufffdd \\u0000 \\ud800'
      await stage.tell(odd, { note: odd, reply: { [odd]: odd } })
      await stage.drain()

      expect(await stage.seen(even)).toEqual([even])
      expect(await stage.notes(even)).toEqual([even])
      expect(await takeTurnOf(bench().store.storage, stage.cast, stage.at(odd))).toMatchObject({ handled: 0 })
      const actor = await bench().store.storage.transaction((tx) => tx.lockActor(stage.at(odd)))
      expect(actor).toMatchObject({ key: even, state: [even] })
    })

    test('of a state that newer code wrote is left alone, and the others are served', async () => {
      const newer = setStage(bench(), 2)
      await newer.tell('a', { note: 'by newer code' })
      await newer.drain()
      await newer.tell('a', { note: 'for newer code' })
      await newer.tell('b', { note: 'for any code' })

      const older = { ...newer, cast: setStage(bench()).cast }
      const olderCast = new Map([[newer.kind, { ...newer.cast.get(newer.kind)!, codeVersion: 1 }]])
      expect(older.kind).toBe(newer.kind)
      const { storage } = bench().store
      expect(await takeTurns(storage, olderCast)).toMatchObject({ handled: 1, failed: [] })
      expect(await takeTurns(storage, olderCast)).toMatchObject({ handled: 0, failed: [] })
      expect(await takeTurnOf(storage, olderCast, newer.at('a'))).toMatchObject({ handled: 0, failed: [] })
      expect(await newer.seen('b')).toEqual(['for any code'])

      await newer.drain()
      expect(await newer.seen('a')).toEqual(['by newer code', 'for newer code'])
    })

    test('is not kept waiting by any number of actors that this process cannot serve', async () => {
      const stranger = setStage(bench())
      const stage = setStage(bench())
      await bench().store.storage.transaction(async (tx) => {
        for (let n = 0; n < 700; n += 1) tx.tell(stranger.at(`k${n}`), {})
        tx.tell(stage.at('a'), { note: 'served' })
      })
      await stage.drain()
      expect(await stage.notes('a')).toEqual(['served'])
      await stranger.drain()
    })
  })
}

const emptyTurn = {
  codeVersion: 1,
  handled: [],
  events: [],
  effects: [],
  cancelEffects: [],
  reopenEffects: [],
  sends: [],
  timers: [],
  replies: [],
}
