import type { InboxItemView } from '@pm-bot/domain'
import { fireDueTimers } from '@pm-bot/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeAllTurns } from './take-turns.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeChangeset, proposeRun } from './test-steps.fixture.ts'

describe.each(DATABASES)('the inbox on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  const opened = async (goal: string) => pendingItem(client, (await proposeRun(client, repoId, goal)).id)
  const list = async (query: string): Promise<InboxItemView[]> =>
    (await client.get(`/api/inbox?${query}`)).json.items
  const ids = async (query: string) => (await list(query)).map(({ id }) => id)
  const read = async (id: string): Promise<InboxItemView> => (await client.get(`/api/inbox/${id}`)).json
  const snooze = (item: InboxItemView, until: unknown) =>
    client.post(`/api/inbox/${item.id}/decision`, {
      action: 'snooze',
      version: item.version,
      subjectHash: item.subjectHash,
      payload: { until },
    })
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

  test('an item that is put off waits elsewhere, and comes back when it is taken back or decided', async () => {
    const [item, other] = [await opened('Later'), await opened('Now')]
    const until = inHours(2)
    const { status, json } = await snooze(item, until)
    expect(status).toBe(200)
    expect(json.item).toMatchObject({ status: 'pending', snoozedUntil: until, version: item.version })
    expect(await ids('status=snoozed')).toEqual([item.id])
    expect(await ids('status=pending')).toContain(other.id)
    expect(await ids('status=pending')).not.toContain(item.id)
    expect((await client.get('/api/inbox/counts')).json.snoozed).toBe(1)

    expect((await snooze(item, null)).json.item.snoozedUntil).toBeNull()
    expect(await ids('status=snoozed')).toEqual([])

    await snooze(item, until)
    const decided = await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'reject'))
    expect(decided.json.item).toMatchObject({ status: 'rejected', snoozedUntil: null })
    expect((await snooze(item, until)).json.code).toBe('already_decided')
    const { json: audit } = await client.get(`/api/audit?runId=${item.runId}`)
    expect(audit.items.map(({ type }: { type: string }) => type)).toContain('item-snoozed')
  })

  test.each([
    ['the past', '2020-01-01T00:00:00Z'],
    ['the far future', '2999-01-01T00:00:00Z'],
    ['no time', 'tomorrow'],
    ['nothing', undefined],
  ])('an item is not put off until %s', async (_, until) => {
    const item = await opened('Stay')
    expect((await snooze(item, until)).status).toBe(400)
    expect(await read(item.id)).toEqual(item)
  })

  test('words beside a time are refused: nobody would read them', async () => {
    const item = await opened('Say nothing')
    const body = { ...decisionOf(item, 'approve'), action: 'snooze', payload: { until: inHours(1) } }
    const { status, json } = await client.post(`/api/inbox/${item.id}/decision`, { ...body, reason: 'tired' })
    expect(status).toBe(400)
    expect(json.detail).toContain('reason')
    expect(await read(item.id)).toEqual(item)
  })

  test('put off, rejected and woken at once, an item is rejected once and nothing is left of the rest', async () => {
    const item = await opened('Be quick')
    await snooze(item, inHours(1))
    await test_.store.database.writer
      .updateTable('timers')
      .set({ due_at: inHours(-1) })
      .where('key', '=', item.runId)
      .execute()
    const each = Array.from({ length: 8 }, (_, index) => index)
    const [decisions, snoozes] = await Promise.all([
      Promise.all(each.map(() => client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'reject')))),
      Promise.all(each.map((index) => snooze(item, inHours(index + 2)))),
      Promise.all(each.map(() => fireDueTimers(test_.store.storage))),
    ])
    await takeAllTurns(test_)
    expect(decisions.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)])
    for (const { status } of snoozes) expect([200, 409]).toContain(status)
    expect(await read(item.id)).toMatchObject({ status: 'rejected', snoozedUntil: null })
    const left = await test_.store.database.read
      .selectFrom('timers')
      .select('name')
      .where('key', '=', item.runId)
      .execute()
    expect(left).toEqual([])
  })

  test('an item comes back by itself, unless it was put off once more', async () => {
    const item = await opened('Wake me')
    await snooze(item, inHours(1))
    const last = inHours(2)
    await snooze(item, last)
    const timers = await test_.store.database.read
      .selectFrom('timers')
      .select('due_at')
      .where('key', '=', item.runId)
      .execute()
    expect(timers.map(({ due_at }) => due_at)).toEqual([last])
    await test_.store.database.writer
      .updateTable('timers')
      .set({ due_at: inHours(-1) })
      .where('key', '=', item.runId)
      .execute()
    await fireDueTimers(test_.store.storage)
    await takeAllTurns(test_)
    expect((await read(item.id)).snoozedUntil).toBeNull()
  })

  test('several are decided upon at once, each by itself, and the same request again finds what it did', async () => {
    const [first, second, gone, stale] = [
      await opened('One'),
      await opened('Two'),
      await opened('Three'),
      await opened('Four'),
    ]
    await client.post(`/api/inbox/${gone.id}/decision`, decisionOf(gone, 'approve'))
    const body = {
      decisions: [
        { itemId: first.id, ...decisionOf(first, 'approve') },
        { itemId: second.id, ...decisionOf(second, 'reject'), reason: 'not now' },
        { itemId: gone.id, ...decisionOf(gone, 'reject') },
        { itemId: stale.id, ...decisionOf(stale, 'approve'), subjectHash: 'a'.repeat(64) },
        { itemId: first.runId, ...decisionOf(first, 'approve') },
      ],
    }
    const named = { key: `bulk-${database}` }
    const { status, json } = await client.post('/api/inbox/decisions', body, named)
    expect(status).toBe(200)
    expect(json.results).toMatchObject([
      { itemId: first.id, status: 200, item: { status: 'approved' } },
      { itemId: second.id, status: 200, item: { status: 'rejected', decision: { reason: 'not now' } } },
      { itemId: gone.id, status: 409, problem: { code: 'already_decided' } },
      { itemId: stale.id, status: 409, problem: { code: 'subject_changed' } },
      { itemId: first.runId, status: 404, problem: { code: 'not_found' } },
    ])
    expect((await client.post('/api/inbox/decisions', body, named)).json).toEqual(json)
    const other = { decisions: body.decisions.slice(0, 1).map((each) => ({ ...each, action: 'reject' })) }
    expect((await client.post('/api/inbox/decisions', other, named)).status).toBe(422)
  })

  test('what may do harm is not approved together with others, only rejected', async () => {
    const item = await opened('Dangerous')
    await test_.store.database.writer
      .updateTable('inbox_items')
      .set({ risk: 'high', priority: 0 })
      .where('item_id', '=', item.id)
      .execute()
    const decide = async (action: 'approve' | 'reject') =>
      (
        await client.post('/api/inbox/decisions', {
          decisions: [{ itemId: item.id, ...decisionOf(item, action) }],
        })
      ).json.results[0]
    expect(await decide('approve')).toMatchObject({ status: 409, problem: { code: 'bulk_high_risk' } })
    expect((await read(item.id)).status).toBe('pending')
    expect((await ids('status=pending'))[0]).toBe(item.id)
    expect(await decide('reject')).toMatchObject({ status: 200 })
  })

  test.each([
    ['none', () => []],
    [
      'the same twice',
      (item: InboxItemView) =>
        [item, item].map((each) => ({ itemId: each.id, ...decisionOf(each, 'approve') })),
    ],
    [
      'one with a grant',
      (item: InboxItemView) => [{ itemId: item.id, ...decisionOf(item, 'approve'), scope: { kind: 'run' } }],
    ],
    [
      'too many',
      (item: InboxItemView) =>
        Array.from({ length: 101 }, () => ({ itemId: item.id, ...decisionOf(item, 'approve') })),
    ],
  ])('of %s, no decision is taken', async (_, decisionsOf) => {
    const item = await opened('Untouched')
    const { status } = await client.post('/api/inbox/decisions', { decisions: decisionsOf(item) })
    expect(status).toBe(400)
    expect((await read(item.id)).status).toBe('pending')
  })

  test('is ordered by what must be done, page by page, and filtered', async () => {
    const start = await opened('Ordered 100% first')
    const run = await proposeRun(client, repoId, 'Ordered second')
    await client.post(
      `/api/inbox/${(await pendingItem(client, run.id)).id}/decision`,
      decisionOf(await pendingItem(client, run.id), 'approve'),
    )
    await proposeChangeset(test_, run)
    const change = await pendingItem(client, run.id)
    expect(change).toMatchObject({
      group: change.risk === 'high' ? 'high-risk' : 'publish',
      repoName: expect.any(String),
      run: { goal: 'Ordered second', graphId: 'run_command/v1', status: 'blocked', taint: [] },
    })

    const seen: InboxItemView[] = []
    for (let cursor = ''; ; ) {
      const { json } = await client.get(`/api/inbox?status=pending&limit=2${cursor}`)
      seen.push(...json.items)
      if (json.nextCursor === null) break
      cursor = `&cursor=${json.nextCursor}`
    }
    expect(seen).toEqual(await list('status=pending&limit=200'))
    expect(seen.findIndex(({ id }) => id === change.id)).toBeLessThan(
      seen.findIndex(({ id }) => id === start.id),
    )
    expect((await client.get(`/api/inbox?status=pending&cursor=${start.id}`)).status).toBe(400)

    const found = async (query: string) => {
      const all = await ids(`status=pending&limit=200&${query}`)
      return [all.includes(start.id), all.includes(change.id)]
    }
    expect(await found('kind=changeset_apply')).toEqual([false, true])
    expect(await found('kind=changeset_apply&kind=run_start')).toEqual([true, true])
    expect(await found('risk=low')).toEqual([start.risk === 'low', change.risk === 'low'])
    expect(await found('q=ordered%20FIRST')).toEqual([true, false])
    expect(await found('q=100%25')).toEqual([true, false])
    expect(await found('q=10_%25')).toEqual([false, false])
    expect(await found('graphId=repo_answerer/v1')).toEqual([false, false])
    expect(await found('minCostMicros=1')).toEqual([false, false])
    expect(await found('minCostMicros=0')).toEqual([true, true])
    expect(await found('tainted=true')).toEqual([false, false])
    expect(await found('tainted=false')).toEqual([true, true])
    expect(await found('olderThanSeconds=3600')).toEqual([false, false])
    expect(await found(`repoId=${repoId}`)).toEqual([true, true])
    expect((await client.get('/api/inbox?q=first')).json.detail).toContain('status=pending')
    for (const bad of ['kind=nothing', 'risk=low&risk=low', 'olderThanSeconds=-1', 'q=', 'tainted=perhaps']) {
      expect((await client.get(`/api/inbox?${bad}`)).status, bad).toBe(400)
    }
  })

  test('is counted, and says how its days were', async () => {
    const { json: counts } = await client.get('/api/inbox/counts')
    const pending = await list('status=pending&limit=200')
    expect(counts.pending).toBe(pending.length)
    expect(counts.groups.start).toBe(pending.filter(({ group }) => group === 'start').length)
    const { json } = await client.get('/api/inbox/stats?days=2')
    expect(json.items).toHaveLength(2)
    expect(json.items[0].asked).toBeGreaterThan(5)
    expect(json.items[0].rejected).toBeGreaterThan(1)
    expect(json.items[0].waitedSeconds.p50).toBeLessThan(60)
    expect(json.items[1]).toMatchObject({ asked: 0, approved: 0, waitedSeconds: null })
    expect((await client.get('/api/inbox/stats?days=0')).status).toBe(400)
  })

  test('comments on the lines of a change reach its run with what stands on them', async () => {
    const run = await proposeRun(client, repoId, 'Be commented')
    const start = await pendingItem(client, run.id)
    await client.post(`/api/inbox/${start.id}/decision`, decisionOf(start, 'approve'))
    await proposeChangeset(test_, run)
    const item = await pendingItem(client, run.id)
    await test_.store.database.writer
      .updateTable('inbox_items')
      .set({ allowed: '["approve","reject","respond"]' })
      .where('item_id', '=', item.id)
      .execute()
    const respond = (comments: unknown) =>
      client.post(`/api/inbox/${item.id}/decision`, {
        ...decisionOf(item, 'approve'),
        action: 'respond',
        payload: { comments },
      })
    const comment = { path: 'README.md', side: 'new', line: 1, text: 'Say why.' }
    expect((await respond([{ ...comment, line: 99 }])).json.detail).toContain('no new line 99')
    expect((await respond([{ ...comment, path: 'other' }])).status).toBe(400)
    expect((await respond([])).status).toBe(400)
    // What looks like a secret is masked, also where it is one refusal of several.
    const token = `ghp_${'a1B2'.repeat(9)}`
    const several = await client.post('/api/inbox/decisions', {
      decisions: [
        {
          itemId: item.id,
          ...decisionOf(item, 'approve'),
          action: 'respond',
          payload: { comments: [{ ...comment, path: token }] },
        },
      ],
    })
    expect(several.json.results[0]).toMatchObject({ status: 400, problem: { code: 'bad_request' } })
    expect(JSON.stringify(several.json)).not.toContain(token)
    // A command takes no other word than yes or no.
    expect((await respond([comment])).json.code).toBe('action_not_allowed')
  })
})
