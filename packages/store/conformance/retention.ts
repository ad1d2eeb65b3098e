import { newId } from '@pm-bot/domain'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openEffects } from '../src/effects.ts'
import { listOwningTokens } from '../src/ended-runs.ts'
import { eventsGoUpTo, removeMessageIds, removeRunEvents } from '../src/retention.ts'
import { appendRunEvents, listRunEvents } from '../src/run-events.ts'
import type { Bench } from './bench.ts'
import { setStage } from './stage.ts'

const FUTURE = '2999-01-01T00:00:00.000Z'
const at = (day: number) => `2020-01-${String(day).padStart(2, '0')}T00:00:00.000Z`

/** What goes with time, and what must not. */
export function describeRetention(bench: () => Bench): void {
  const database = () => bench().store.database

  /** A run's events, one on each of these days. */
  async function timeline(...days: number[]): Promise<string> {
    const runId = newId()
    await database().transaction(async (tx) => {
      const entry = { type: 'note', title: 'a line', by: null, detail: {} }
      await appendRunEvents(
        tx,
        runId,
        days.map(() => entry),
      )
      for (const [index, day] of days.entries()) {
        await tx.db
          .updateTable('run_events')
          .set({ created_at: at(day) })
          .where('run_id', '=', runId)
          .where('seq', '=', index + 1)
          .execute()
      }
    })
    return runId
  }
  const show = async (runId: string, after = 0) => {
    const { items, removedTo } = await listRunEvents(database(), runId, { limit: 10, after })
    return { seqs: items.map(({ seq }) => seq), removedTo }
  }

  describe('a timeline', () => {
    test('loses its first events, and says up to which', async () => {
      const runId = await timeline(1, 2, 3, 4)
      expect(await show(runId)).toEqual({ seqs: [1, 2, 3, 4], removedTo: 0 })

      expect(await removeRunEvents(database(), [runId], at(2))).toBe(2)
      expect(await show(runId)).toEqual({ seqs: [3, 4], removedTo: 2 })
      expect(await removeRunEvents(database(), [runId], at(2))).toBe(0)

      expect(await removeRunEvents(database(), [runId], at(9))).toBe(2)
      expect(await show(runId)).toEqual({ seqs: [], removedTo: 4 })
    })

    test('has no gaps, also when a later event has an earlier time', async () => {
      const runId = await timeline(1, 5, 2, 6)
      await removeRunEvents(database(), [runId], at(3))
      expect(await show(runId)).toEqual({ seqs: [4], removedTo: 3 })
    })

    test('is followed on from a number that is gone', async () => {
      const runId = await timeline(1, 2, 3)
      await removeRunEvents(database(), [runId], at(2))
      expect(await show(runId, 1)).toEqual({ seqs: [3], removedTo: 2 })
      await database().transaction((tx) =>
        appendRunEvents(tx, runId, [{ type: 'note', title: 'later', by: null, detail: {} }]),
      )
      expect(await show(runId, 3)).toEqual({ seqs: [4], removedTo: 2 })
    })

    test('of another run is not touched', async () => {
      const other = await timeline(1)
      await removeRunEvents(database(), [await timeline(1)], at(2))
      expect(await show(other)).toEqual({ seqs: [1], removedTo: 0 })
    })

    test('of nothing is whole', async () => {
      expect(await show(newId())).toEqual({ seqs: [], removedTo: 0 })
    })
  })

  test('events go by age, or sooner when there are more than may be kept', async () => {
    await timeline(...Array.from({ length: 28 }, (_, index) => index + 1))
    expect(await eventsGoUpTo(database(), at(3), 1_000_000)).toBe(at(3))
    const beyond = await eventsGoUpTo(database(), at(3), 2)
    expect(beyond > at(3)).toBe(true)
    expect(await eventsGoUpTo(database(), FUTURE, 2)).toBe(FUTURE)
  })

  test('the id of a handled message goes, that of one that waits or is parked stays', async () => {
    const stage = setStage(bench())
    const idsOf = async (key: string) => (await stage.mail(key)).map(({ message_id }) => message_id)
    const known = async (ids: string[]) =>
      (await database().read.selectFrom('message_ids').selectAll().where('message_id', 'in', ids).execute())
        .length
    await stage.tell('handled', { note: 'a' })
    await stage.tell('parked', { throws: 'no' })
    const handled = await idsOf('handled')
    const parked = await idsOf('parked')
    await stage.drain()
    await stage.tell('waiting', { note: 'b' })
    const waiting = await idsOf('waiting')
    expect(await stage.mail('parked')).toHaveLength(1)

    while ((await removeMessageIds(database(), FUTURE)) > 0);

    expect(await known(handled)).toBe(0)
    expect(await known([...waiting, ...parked])).toBe(2)
  })

  test('an attempt owns its effect from before it begins until it ends', async () => {
    const { store } = bench()
    const effectId = newId()
    const effect = { effectId, verb: 'v', queue: 'notify', onLost: 'retry' as const, payload: {} }
    await database().transaction((tx) =>
      openEffects(tx, { kind: 'nobody', key: 'a' }, [effect], store.queue.sendJobs),
    )
    const begin = () =>
      store.storage.transaction((tx) => tx.beginAttempt({ effectId, generation: 1 }, 'by hand'))
    const owning = (...tokens: string[]) => listOwningTokens(database(), tokens)

    const lost = (await begin())!
    expect([...(await owning(lost.token))]).toEqual([lost.token])
    const owner = (await begin())!
    expect([...(await owning(lost.token, owner.token))]).toEqual([owner.token])
    await store.storage.transaction((tx) => tx.finishAttempt(owner, { status: 'succeeded', result: null }))
    expect([...(await owning(lost.token, owner.token))]).toEqual([])
    expect([...(await owning())]).toEqual([])
  })

  test('while one process removes, another leaves it to that', async () => {
    if (bench().dialect === 'sqlite') return
    const runId = await timeline(1)
    const beside = await bench().openBeside()
    await beside.database.transaction(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('pm-bot retention', 0))`.execute(tx.db)
      expect(await removeRunEvents(database(), [runId], FUTURE)).toBe(0)
    })
    expect(await removeRunEvents(database(), [runId], FUTURE)).toBe(1)
  })
}
