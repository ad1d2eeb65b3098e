import { createRedactor } from '@pm-bot/domain'
import { ask, RetryLater } from '@pm-bot/runtime'
import { describe, expect, test } from 'vitest'
import { listActors, lookUpActor } from '../src/actors.ts'
import { listAudit } from '../src/audit-list.ts'
import { readMailboxes } from '../src/mailboxes.ts'
import { editParked, retryParked, skipParked } from '../src/parked-messages.ts'
import type { Bench } from './bench.ts'
import { type Stage, setStage } from './stage.ts'

const redactor = createRedactor(['a-secret-word'])
const ONCE = { limits: { attempts: 1 } }

/** Messages that were given up on, and what the operator does with them. */
export function describeParkedMessages(bench: () => Bench): void {
  const database = () => bench().store.database
  const park = async (stage: Stage, key = 'a') => {
    await stage.tell(key, { note: 'bad', throws: 'broken by a-secret-word' }, { note: 'good' })
    await stage.drain(ONCE)
    const [message] = (await stage.mail(key)).filter(({ parked_at }) => parked_at !== null)
    return { ...stage.at(key), messageId: message!.message_id }
  }
  const inTx = <T>(
    work: (tx: Parameters<Parameters<ReturnType<typeof database>['transaction']>[0]>[0]) => Promise<T>,
  ) => database().transaction(work)
  const newest = async () => (await listAudit(database(), { limit: 1 })).items[0]

  describe('a parked message', () => {
    test('that is retried is handled behind what waits, under another id', async () => {
      const stage = setStage(bench())
      const parked = await park(stage)
      await stage.tell('a', { note: 'later' })
      const messageId = await inTx((tx) => retryParked(tx, parked, 'operator', redactor))
      const mail = await stage.mail('a')
      expect(mail.at(-1)).toMatchObject({ message_id: messageId, attempts: 0, parked_at: null })
      expect(mail.map(({ message_id }) => message_id)).not.toContain(parked.messageId)
      expect(await newest()).toMatchObject({
        type: 'message-retried',
        payload: { messageId: parked.messageId, newMessageId: messageId, by: 'operator' },
      })
    })

    test('that is edited is handled as it was edited; both are in the audit trail', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: 'bad', throws: 'x' })
      await stage.drain(ONCE)
      const parked = { ...stage.at('a'), messageId: (await stage.mail('a'))[0]!.message_id }
      await inTx((tx) => editParked(tx, parked, { note: 'mended' }, 'operator', redactor))
      await stage.drain()
      expect(await stage.seen('a')).toEqual(['mended'])
      expect(await newest()).toMatchObject({
        type: 'message-edited',
        payload: { original: { note: 'bad', throws: 'x' }, edited: { note: 'mended' } },
      })
    })

    test('whose edit is refused stays where it is', async () => {
      const stage = setStage(bench())
      const parked = await park(stage)
      const edit = inTx((tx) => editParked(tx, parked, { type: 'decide' }, 'operator', redactor))
      await expect(edit).rejects.toMatchObject({ code: 'action_not_allowed' })
      expect(await stage.parked('a')).toEqual(['bad'])
    })

    test('that is skipped leaves nobody waiting for its reply', async () => {
      const stage = setStage(bench())
      const request = { id: `request of ${stage.kind}`, hash: 'h' }
      const asked = () =>
        ask(bench().store.storage, stage.cast, stage.at('a'), { throws: 'x' }, { request, patienceMs: 0 })
      // Behind other mail it is posted, and parks there.
      await stage.tell('a', { note: 'first' })
      await expect(asked()).rejects.toThrow(RetryLater)
      await stage.drain(ONCE)
      await expect(asked()).rejects.toThrow(RetryLater)
      await inTx((tx) => skipParked(tx, { ...stage.at('a'), messageId: request.id }, 'operator', redactor))
      expect(await asked()).toMatchObject({ status: 'refused', code: 'transition_refused' })
    })

    test('that is skipped is gone, and was not handled', async () => {
      const stage = setStage(bench())
      const parked = await park(stage)
      await inTx((tx) => skipParked(tx, parked, 'operator', redactor))
      expect([await stage.mail('a'), await stage.seen('a')]).toEqual([[], ['good']])
      expect(await newest()).toMatchObject({ type: 'message-skipped' })
    })

    test('goes to one of those who act on it at once', async () => {
      const stage = setStage(bench())
      const parked = await park(stage)
      const acts = await Promise.allSettled(
        Array.from({ length: 6 }, (_, n) =>
          inTx<unknown>((tx) => (n % 2 === 0 ? retryParked : skipParked)(tx, parked, 'operator', redactor)),
        ),
      )
      expect(acts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const refused = acts.filter((act) => act.status === 'rejected')
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'transition_refused' })
      expect((await stage.mail('a')).length).toBeLessThanOrEqual(1)
    })

    test('is the only one that can be acted on', async () => {
      const stage = setStage(bench())
      await stage.tell('a', { note: 'waits' })
      const messageId = (await stage.mail('a'))[0]!.message_id
      const skip = (key: string, id: string) =>
        inTx((tx) => skipParked(tx, { ...stage.at(key), messageId: id }, 'operator', redactor))
      await expect(skip('a', messageId)).rejects.toMatchObject({ code: 'transition_refused' })
      await expect(skip('a', 'unknown')).rejects.toMatchObject({ code: 'not_found' })
      expect(await stage.mail('a')).toHaveLength(1)
      await stage.drain()
    })
  })

  describe('an actor', () => {
    test('is found by what is wrong with it, page by page, whatever its key', async () => {
      const stage = setStage(bench())
      const keys = ['a/b', 'c d', 'é%2F']
      for (const key of keys) await park(stage, key)
      await stage.tell('waiting', { note: 'waits' })
      const found: string[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await listActors(database(), redactor, { status: 'parked', limit: 1, cursor })
        found.push(...page.items.filter(({ kind }) => kind === stage.kind).map(({ key }) => key))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      expect(found.toSorted()).toEqual(keys.toSorted())
      const mail = await listActors(database(), redactor, { status: 'with-mail', limit: 200 })
      expect(mail.items.filter(({ kind }) => kind === stage.kind)).toMatchObject([
        { key: 'waiting', waiting: 1, parked: 0, oldestParkedAt: null },
      ])
      await inTx((tx) =>
        tx.db
          .updateTable('actors')
          .set({ suspected_at: '2026-01-01T00:00:00.000Z' })
          .where('kind', '=', stage.kind)
          .where('key', '=', 'waiting')
          .execute(),
      )
      const suspected = await listActors(database(), redactor, { status: 'suspected', limit: 200 })
      expect(suspected.items.filter(({ kind }) => kind === stage.kind)).toMatchObject([{ key: 'waiting' }])
      const all = await listActors(database(), redactor, { limit: 200 })
      expect(all.items.length).toBeGreaterThanOrEqual(4)
      await stage.drain()
    })

    test('is shown with its state, mail and jobs, and without secrets', async () => {
      const stage = setStage(bench())
      await park(stage, 'a/b')
      await stage.tell('a/b', { note: 'a-secret-word' })
      const effect = {
        effectId: crypto.randomUUID(),
        verb: 'v',
        queue: 'sync',
        onLost: 'retry' as const,
        payload: {},
      }
      const timers = [
        { name: 'later', dueAt: '2999-01-01T00:00:00.000Z', message: { note: 'a-secret-word' } },
      ]
      await stage.tell('b', { effects: [effect], timers })
      const actor = await lookUpActor(database(), redactor, stage.at('a/b'))
      expect(actor).toMatchObject({
        version: 1,
        waiting: 1,
        parked: 1,
        state: ['good'],
        lastError: expect.stringContaining('broken by [redacted]'),
        messages: [
          { body: { note: 'bad' }, allowed: ['retry', 'skip', 'edit'] },
          { body: { note: '[redacted]' }, allowed: [] },
        ],
      })
      await stage.drain()
      expect(await lookUpActor(database(), redactor, stage.at('b'))).toMatchObject({
        jobs: [{ id: effect.effectId, state: 'waiting' }],
        timers: [{ name: 'later', dueAt: timers[0]!.dueAt, message: { note: '[redacted]' } }],
      })
      expect(await lookUpActor(database(), redactor, stage.at('nobody'))).toBeUndefined()
    })

    test('counts among all mailboxes', async () => {
      const stage = setStage(bench())
      const before = await readMailboxes(database())
      await park(stage)
      await stage.tell('b', { note: 'one' }, { note: 'two' })
      const after = await readMailboxes(database())
      expect(after).toMatchObject({
        actorsWithMail: before.actorsWithMail + 1,
        waiting: before.waiting + 2,
        parked: before.parked + 1,
        suspected: before.suspected,
      })
      expect(after.oldestWaitingAt).not.toBeNull()
      await stage.drain()
    })
  })
}
