import { randomUUID } from 'node:crypto'
import { createRedactor } from '@pm-bot/domain'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pauseQueue } from '../src/queues.ts'
import { listRunWork, readRunWork } from '../src/run-work.ts'
import type { Bench } from './bench.ts'

export function describeRunWork(bench: () => Bench): void {
  const database = () => bench().store.database
  const write = (table: 'effects' | 'workers' | 'actor_messages' | 'actors' | 'mailboxes', row: object) =>
    database().transaction((tx) =>
      tx.db
        .insertInto(table)
        .values(row as never)
        .execute(),
    )
  const at = (ms: number) => new Date(Date.now() + ms).toISOString()
  const ids: string[] = []
  const freshRun = () => {
    const id = randomUUID()
    ids.push(id)
    return id
  }

  const owe = (runId: string, more: object = {}) =>
    write('effects', {
      effect_id: randomUUID(),
      kind: 'run',
      key: runId,
      verb: 'run-agent',
      queue: 'ingestion',
      on_lost: 'retry',
      payload: '{}',
      status: 'open',
      generation: 1,
      attempt_token: null,
      worker_id: null,
      error: null,
      created_at: at(-1000),
      available_at: at(-1000),
      started_at: null,
      finished_at: null,
      ...more,
    })
  const hire = (workerId: string, more: object = {}) =>
    write('workers', {
      worker_id: workerId,
      host: 'home',
      pid: 7,
      version: '1.0.0',
      queues: '{"ingestion":1}',
      lock_key: 1,
      serving: null,
      started_at: at(-1000),
      heartbeat_at: at(0),
      drain_requested_at: null,
      ...more,
    })
  const park = async (runId: string) => {
    const address = { kind: 'run', key: runId }
    const state = { state: null, version: 0, code_version: 1, created_at: at(0), updated_at: at(0) }
    await write('actors', { ...address, ...state })
    await write('mailboxes', { ...address, last_seq: 1 })
    await write('actor_messages', {
      ...address,
      message_id: randomUUID(),
      seq: 1,
      body: '{}',
      reply_to: null,
      last_error: null,
      accepted_at: at(0),
      parked_at: at(0),
      park_reason: 'failed',
    })
  }
  const workOf = (runId: string) => readRunWork(database(), createRedactor(['hunter2-hunter2']), runId)
  const listed = async () =>
    (await listRunWork(database(), createRedactor([]), 50)).filter((work) => ids.includes(work.runId))

  describe('the work of a run', () => {
    // What other suites put off may be due by now.
    beforeEach(() =>
      database().transaction((tx) => tx.db.deleteFrom('effects').where('queue', '=', 'ingestion').execute()),
    )
    afterEach(() =>
      database().transaction(async (tx) => {
        await tx.db.deleteFrom('effects').where('key', 'in', ids).execute()
        await tx.db.deleteFrom('actor_messages').where('key', 'in', ids).execute()
        await tx.db.deleteFrom('workers').execute()
        await tx.db.deleteFrom('paused_queues').execute()
      }),
    )

    test('waits for those that came first, for a worker, for the operator', async () => {
      const [first, second] = [freshRun(), freshRun()]
      await owe(first, { available_at: at(-5000) })
      await owe(second)
      expect(await workOf(second)).toMatchObject({ reason: 'no-worker', ahead: 1, worker: null })
      await hire('draining', { drain_requested_at: at(0) })
      await hire('silent', { heartbeat_at: '2026-01-01T00:00:00.000Z' })
      expect(await workOf(second)).toMatchObject({ reason: 'no-worker' })
      await hire('well')
      expect(await workOf(first)).toMatchObject({ reason: 'next', ahead: 0 })
      expect(await workOf(second)).toMatchObject({ reason: 'work-ahead', ahead: 1 })
      await database().transaction((tx) => pauseQueue(tx, 'ingestion', 'operator'))
      expect(await workOf(second)).toMatchObject({ reason: 'queue-paused', pausedBy: 'operator' })
      expect(await listed()).toEqual([await workOf(first), await workOf(second)])
    })

    test('is with a worker, or was until that fell silent', async () => {
      const run = freshRun()
      await owe(run, { status: 'running', worker_id: 'well', started_at: at(0) })
      expect(await workOf(run)).toMatchObject({ reason: 'worker-silent', worker: null })
      await hire('well')
      const worker = { id: 'well', host: 'home', pid: 7, state: 'working' }
      expect(await workOf(run)).toMatchObject({ reason: 'at-work', worker })
      expect(await listed()).toEqual([await workOf(run)])
    })

    test('knows when all places of the workers that are well are taken', async () => {
      const [busy, next] = [freshRun(), freshRun()]
      await owe(next)
      expect(await workOf(next)).toMatchObject({ reason: 'no-worker', places: { taken: 0, all: 0 } })
      await hire('well')
      await hire('silent', { heartbeat_at: '2026-01-01T00:00:00.000Z' })
      expect(await workOf(next)).toMatchObject({ reason: 'next', places: { taken: 0, all: 1 } })
      await owe(busy, { status: 'running', worker_id: 'well', started_at: at(0) })
      expect(await workOf(next)).toMatchObject({ reason: 'next', places: { taken: 1, all: 1 } })
      expect(await listed()).toContainEqual(await workOf(next))
    })

    test('comes again later, and says after which error', async () => {
      const run = freshRun()
      await hire('well')
      await owe(run, { available_at: at(60_000), error: 'no hunter2-hunter2 here', attempt: 2 })
      const { reason, job, ahead } = await workOf(run)
      expect({ reason, ahead, error: job?.error, atMost: job?.attemptsAtMost }).toEqual({
        reason: 'delayed',
        ahead: 0,
        error: 'no [redacted] here',
        atMost: 5,
      })
    })

    test('is told of by its newest job', async () => {
      const run = freshRun()
      await owe(run, { status: 'succeeded', created_at: at(-9000), finished_at: at(-8000) })
      await owe(run, { verb: 'apply-changeset', status: 'succeeded', finished_at: at(0) })
      expect(await workOf(run)).toMatchObject({ reason: null, job: { verb: 'apply-changeset' } })
      expect(await workOf(freshRun())).toMatchObject({ reason: null, job: null })
      expect(await listed()).toEqual([])
    })

    test('stands still over a parked message, whatever else it does', async () => {
      const run = freshRun()
      await park(run)
      expect(await workOf(run)).toMatchObject({ reason: 'mail-parked', mail: { waiting: 0, parked: 1 } })
      expect(await listed()).toEqual([await workOf(run)])
    })
  })
}
