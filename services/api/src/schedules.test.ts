import type { ScheduleView } from '@pm-bot/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeAllTurns } from './take-turns.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, SPEC } from './test-steps.fixture.ts'

const HOUR_MS = 60 * 60 * 1000

describe.each(DATABASES)('schedules on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  let templateId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
    templateId = (await template()).id
  })
  afterAll(() => test_.close())

  const template = async () => {
    const proposal = { name: 'Nightly', repoId, goal: 'Tidy up', graphId: 'run_command/v1', spec: SPEC }
    return (await client.post('/api/run-templates', proposal)).json
  }
  const created = async (more = {}): Promise<ScheduleView> => {
    const rule = { templateId, cron: '0 * * * *', timeZone: 'Europe/Berlin' }
    const { status, json } = await client.post('/api/schedules', { ...rule, ...more })
    expect(status, JSON.stringify(json)).toBe(201)
    return json
  }
  const read = async ({ id }: { id: string }): Promise<ScheduleView> =>
    (await client.get(`/api/schedules/${id}`)).json
  const fireByHand = async ({ id }: { id: string }) => {
    const { status, json } = await client.post(`/api/schedules/${id}/run`, {})
    expect(status).toBe(202)
    await takeAllTurns(test_)
    return { runId: json.firings[0].runId as string, schedule: await read({ id }) }
  }
  const run = async (runId: string | null) => (await client.get(`/api/runs/${runId}`)).json

  /** As if nothing had run for so many hours: its timer is as late as that. */
  async function turnBack({ id, nextTimes }: ScheduleView, hours: number) {
    const dueAt = new Date(Date.parse(nextTimes[0]!) - hours * HOUR_MS).toISOString()
    const text = (value: unknown) => JSON.stringify(value)
    await test_.store.database.transaction(async ({ db }) => {
      const { state } = await db
        .selectFrom('actors')
        .select('state')
        .where('key', '=', id)
        .executeTakeFirstOrThrow()
      const turned = text({ ...JSON.parse(state!), nextAt: dueAt })
      await db.updateTable('actors').set({ state: turned }).where('key', '=', id).execute()
      const message = text({ type: 'fire', dueAt })
      await db.updateTable('timers').set({ due_at: dueAt, message }).where('key', '=', id).execute()
    })
    await takeAllTurns(test_)
  }

  test('shows its next times, in its time zone', async () => {
    const schedule = await created({ cron: '30 9 * * 1-5', catchUp: 'all', catchUpMost: 2 })
    expect(schedule).toMatchObject({
      templateName: 'Nightly',
      repoId,
      status: 'active',
      release: 'by-hand',
      permission: null,
      catchUpMost: 2,
      firings: [],
    })
    expect(schedule.nextTimes).toHaveLength(5)
    for (const time of schedule.nextTimes) {
      const inBerlin = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' })
      expect(inBerlin.format(new Date(time))).toBe('09:30')
    }
    expect((await client.get(`/api/schedules?templateId=${templateId}`)).json.items).toContainEqual(schedule)
  })

  test('fired by hand, proposes a run that waits for a person', async () => {
    const { runId, schedule } = await fireByHand(await created())
    expect(schedule.firings).toMatchObject([
      { runId, cause: 'by-hand', state: 'proposed', runStatus: 'proposed' },
    ])
    expect(await run(runId)).toMatchObject({
      goal: 'Tidy up',
      status: 'proposed',
      templateId,
      scheduleId: schedule.id,
    })
    const item = await pendingItem(client, runId)
    await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'reject'))
    await takeAllTurns(test_)
    expect((await read(schedule)).firings).toMatchObject([{ runStatus: 'rejected' }])
  })

  test('due while nothing ran: one run for the last time, told once', async () => {
    const schedule = await created()
    await turnBack(schedule, 3)
    const { firings, nextTimes } = await read(schedule)
    expect(firings).toMatchObject([
      { state: 'proposed', dueAt: new Date(Date.parse(schedule.nextTimes[0]!) - HOUR_MS).toISOString() },
      { state: 'skipped', runId: null, reason: expect.stringMatching(/^2 times were missed/) },
    ])
    expect(nextTimes[0]).toBe(schedule.nextTimes[0])
    expect(await run(firings[0]!.runId)).toMatchObject({ status: 'proposed', scheduleId: schedule.id })
    // The same time once more, e.g. after its timer was told twice: the run is there already.
    await turnBack({ ...schedule, nextTimes }, 1)
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from runs where schedule_id = ${schedule.id}
    `.execute(test_.store.database.read)
    expect(Number(rows[0]!.count)).toBe(1)
  })

  test('all times that were missed, up to its limit', async () => {
    const schedule = await created({ catchUp: 'all', catchUpMost: 2 })
    await turnBack(schedule, 4)
    const { firings } = await read(schedule)
    expect(firings.map(({ state }) => state)).toEqual(['proposed', 'proposed', 'skipped'])
  })

  test('paused, it fires no more; resumed, it goes on from now', async () => {
    const schedule = await created()
    const url = `/api/schedules/${schedule.id}`
    const headers = { 'if-match': `"${schedule.version}"` }
    const paused = await client.patch(url, { status: 'paused' }, { headers })
    expect(paused).toMatchObject({ status: 200, json: { status: 'paused', nextTimes: [] } })
    expect((await client.patch(url, { status: 'active' }, { headers })).json).toMatchObject({
      code: 'version_conflict',
      current: { status: 'paused' },
    })
    expect((await client.patch(url, { status: 'active' })).json).toMatchObject({
      nextTimes: schedule.nextTimes,
    })
  })

  test('a disabled repository takes no run, and the audit trail says so', async () => {
    const schedule = await created()
    await client.patch(`/api/repos/${repoId}`, { status: 'disabled' })
    const { runId, schedule: fired } = await fireByHand(schedule)
    await client.patch(`/api/repos/${repoId}`, { status: 'active' })
    expect(fired.firings).toMatchObject([{ runId, state: 'skipped', reason: 'repository is disabled.' }])
    expect((await client.get(`/api/runs/${runId}`)).status).toBe(404)
    expect((await client.get('/api/audit')).json.items).toContainEqual(
      expect.objectContaining({
        type: 'firing-skipped',
        payload: { scheduleId: schedule.id, runId, reason: 'repository is disabled.' },
      }),
    )
  })

  describe('with a permission', () => {
    const permitted = async (terms: object) => {
      const { contentHash } = (await client.get(`/api/run-templates/${templateId}`)).json
      return await created({ release: 'by-grant', permission: { contentHash, ...terms } })
    }

    test('starts by itself, decided by the permission and counted', async () => {
      const schedule = await permitted({ uses: 1 })
      const { runId, schedule: fired } = await fireByHand(schedule)
      const { permission } = fired
      expect(permission).toMatchObject({
        uses: 1,
        usesLeft: 0,
        ended: { because: 'used-up' },
        by: 'operator',
      })
      expect(fired.firings).toMatchObject([{ runId, grantId: permission!.grantId }])
      expect((await run(runId)).status).toBe('approved')
      const by = `grant:${permission!.grantId}`
      const decided = (await client.get(`/api/inbox?runId=${runId}`)).json.items
      expect(decided).toMatchObject([{ status: 'approved', decision: { action: 'approve', by } }])
      const audit = (await client.get(`/api/audit?runId=${runId}`)).json.items
      const types = audit.map(({ type }: { type: string }) => type)
      expect(types).toContain('permission-used')
      expect(audit).toContainEqual(
        expect.objectContaining({
          type: 'item-resolved',
          payload: expect.objectContaining({ decision: expect.objectContaining({ by }) }),
        }),
      )
      const second = await fireByHand(schedule)
      expect((await run(second.runId)).status).toBe('proposed')
      expect(second.schedule.firings[0]).toMatchObject({
        reason: 'It waits for you: its permission is used up.',
        grantId: null,
      })
    })

    test('of a template that was changed since, waits', async () => {
      const own = await template()
      const { contentHash } = own
      const schedule = await created({ templateId: own.id, permission: { contentHash, uses: 5 } })
      expect(schedule.release).toBe('by-grant')
      await client.patch(`/api/run-templates/${own.id}`, { spec: { command: ['rm', '-rf', '.'] } })
      const { runId, schedule: fired } = await fireByHand(schedule)
      expect((await run(runId)).status).toBe('proposed')
      expect(fired.permission).toMatchObject({ uses: 0, ended: { because: 'changed' } })
      const late = await client.patch(`/api/schedules/${schedule.id}`, {
        permission: { contentHash, uses: 5 },
      })
      expect(late).toMatchObject({ status: 409, json: { code: 'subject_changed' } })
    })

    test('is taken back', async () => {
      const schedule = await permitted({ until: new Date(Date.now() + HOUR_MS).toISOString() })
      const url = `/api/schedules/${schedule.id}`
      const taken = await client.patch(url, { release: 'by-hand' })
      expect(taken.json).toMatchObject({ release: 'by-hand', permission: { ended: { because: 'revoked' } } })
      const { runId } = await fireByHand(schedule)
      expect((await run(runId)).status).toBe('proposed')
    })

    test('needs to be whole', async () => {
      const { contentHash } = (await client.get(`/api/run-templates/${templateId}`)).json
      const body = { templateId, cron: '0 * * * *', timeZone: 'UTC' }
      const status = async (more: object) =>
        (await client.post('/api/schedules', { ...body, ...more })).status
      expect(await status({ release: 'by-grant' })).toBe(400)
      expect(await status({ permission: { contentHash } })).toBe(400)
      expect(await status({ permission: { contentHash, until: '2020-01-01T00:00:00Z' } })).toBe(400)
      expect(await status({ release: 'by-hand', permission: { contentHash, uses: 1 } })).toBe(400)
      expect(await status({ permission: { contentHash: 'f'.repeat(64), uses: 1 } })).toBe(409)
      expect(await status({ cron: '61 * * * *' })).toBe(422)
      expect(await status({ timeZone: 'Mars/Olympus' })).toBe(422)
    })
  })

  test('is gone when it is removed, and what is on its way waits for a person', async () => {
    const schedule = await created()
    const url = `/api/schedules/${schedule.id}`
    expect((await client.delete(url, { headers: { 'if-match': '"99"' } })).status).toBe(409)
    expect((await client.delete(url)).status).toBe(204)
    expect((await client.get(url)).status).toBe(404)
    expect((await client.post(`${url}/run`, {})).status).toBe(404)
    expect((await client.patch(url, { status: 'paused' })).status).toBe(404)
  })
})
