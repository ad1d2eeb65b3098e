import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIRST_WORKSPACE, GRAPH_IDS, newId } from '@pm-bot/domain'
import { sealAudit } from '@pm-bot/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASES, makeRepository, openTestApi, PORT, type TestApi } from './test-api.fixture.ts'
import { type Client, createClient } from './test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeChangeset, proposeRun, SPEC } from './test-steps.fixture.ts'

describe.each(DATABASES)('the routes on %s', (database) => {
  let test_: TestApi
  let client: Client
  let repoId: string
  beforeAll(async () => {
    test_ = await openTestApi(database)
    client = createClient(test_)
    repoId = (await addRepo(client, test_.repository)).id
  })
  afterAll(() => test_.close())

  test('say how the instance is', async () => {
    expect((await client.get('/api/health')).json.checks[0]).toMatchObject({ name: 'database', ok: true })
    expect((await client.get('/api/ready')).json).toEqual({ status: 'ready' })
    expect((await client.get('/api/meta')).json).toMatchObject({
      name: 'pm-bot',
      version: '0.0.1',
      database,
      auth: { required: false, signedIn: true },
    })
    test_.ready.now = false
    const unready = await client.get('/api/ready')
    test_.ready.now = true
    expect(unready).toMatchObject({ status: 503, headers: { 'retry-after': '2' } })
  })

  test('create, read and rename workspaces', async () => {
    const { status, json } = await client.post('/api/workspaces', { name: 'Work' })
    expect(status).toBe(201)
    const path = `/api/workspaces/${json.id}`
    expect((await client.get(path)).json).toEqual(json)
    const renamed = await client.patch(
      path,
      { name: 'Play' },
      { headers: { 'if-match': `"${json.version}"` } },
    )
    expect(renamed.json).toMatchObject({ id: json.id, name: 'Play' })
    const stale = await client.patch(path, { name: 'Late' }, { headers: { 'if-match': `${json.version}` } })
    expect(stale).toMatchObject({ status: 409, json: { code: 'version_conflict', current: renamed.json } })
    expect(
      (await client.get('/api/workspaces')).json.items.map((each: { name: string }) => each.name),
    ).toEqual([FIRST_WORKSPACE.name, 'Play'])
  })

  test('register, disable and remove a repository', async () => {
    const path = makeRepository(join(test_.directory, 'second'))
    const repo = await addRepo(client, path)
    expect(repo).toMatchObject({ name: 'second', path, defaultBranch: 'main', status: 'active' })
    expect(await client.post('/api/repos', { path })).toMatchObject({
      status: 409,
      json: { code: 'repo_already_registered', current: { id: repo.id } },
    })
    expect(await client.post('/api/repos', { path: test_.directory })).toMatchObject({
      status: 422,
      json: { code: 'not_a_repository', detail: expect.stringContaining('not a git repository') },
    })
    const other = newId()
    expect(await client.post('/api/repos', { path, workspaceId: other })).toMatchObject({ status: 404 })

    const url = `/api/repos/${repo.id}`
    const disabled = await client.patch(url, { status: 'disabled' })
    expect(disabled.json.status).toBe('disabled')
    const run = { repoId: repo.id, goal: 'x', graphId: 'run_command/v1', spec: SPEC }
    expect(await client.post('/api/runs', run)).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'repoId' }] },
    })
    expect((await client.get(`/api/repos?workspaceId=${repo.workspaceId}`)).json.items).toHaveLength(2)
    expect(await client.delete(url, { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 409 })
    const version = String(disabled.json.version)
    expect((await client.delete(url, { headers: { 'if-match': version } })).status).toBe(204)
    expect((await client.get(url)).status).toBe(404)
    expect((await client.delete(url)).status).toBe(404)
    expect((await addRepo(client, path)).id).toBe(repo.id)
  })

  test('keep a repository that has unfinished runs', async () => {
    const { id } = await addRepo(client, makeRepository(join(test_.directory, 'third')))
    const run = await proposeRun(client, id)
    expect(await client.delete(`/api/repos/${id}`)).toMatchObject({
      status: 409,
      json: { code: 'repo_in_use', unfinishedRuns: 1, current: { id } },
    })
    await client.post(`/api/runs/${run.id}/cancel`, {})
    expect((await client.delete(`/api/repos/${id}`)).status).toBe(204)
  })

  test('list the graphs', async () => {
    const { items } = (await client.get('/api/graphs')).json
    expect(items[0]).toMatchObject({ id: 'run_command/v1', specSchema: { required: ['command'] } })
    expect(items.map(({ id }: { id: string }) => id)).toEqual([...GRAPH_IDS])
  })

  test('propose runs, newest first, page by page', async () => {
    const runs = [await proposeRun(client, repoId, 'one'), await proposeRun(client, repoId, 'two')]
    expect(runs[0]).toMatchObject({ status: 'proposed', spec: SPEC, retryOf: null })
    const first = (await client.get('/api/runs?limit=1')).json
    expect(first.items).toEqual([runs[1]])
    const second = (await client.get(`/api/runs?limit=1&cursor=${first.nextCursor}`)).json
    expect(second.items).toEqual([runs[0]])
    expect((await client.get(`/api/runs/${runs[0]!.id}`)).json).toEqual(runs[0])
    expect((await client.get('/api/runs?status=running')).json.items).toEqual([])
  })

  test('refuse a spec with the paths of what is wrong', async () => {
    const run = { repoId, goal: 'x', graphId: 'run_command/v1', spec: { command: [1], extra: true } }
    const { status, json } = await client.post('/api/runs', run)
    expect({ status, code: json.code }).toEqual({ status: 422, code: 'invalid_spec' })
    expect(json.errors.map((error: { path: string }) => error.path).sort()).toEqual([
      'spec.command.0',
      'spec.extra',
    ])
    expect(await client.post('/api/runs', { ...run, graphId: 'nope' })).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'graphId' }] },
    })
    expect((await client.post('/api/runs', { ...run, spec: SPEC, repoId: newId() })).status).toBe(404)
  })

  test('cancel and retry a run', async () => {
    const run = await proposeRun(client, repoId)
    const url = `/api/runs/${run.id}`
    const stale = await client.post(`${url}/cancel`, {}, { headers: { 'if-match': '99' } })
    expect(stale).toMatchObject({ status: 409, json: { code: 'version_conflict', current: run } })
    const cancelled = await client.post(`${url}/cancel`, { reason: 'no need' })
    expect(cancelled.json).toMatchObject({ status: 'cancelled', reason: 'no need' })
    expect(await client.post(`${url}/cancel`, {})).toMatchObject({
      status: 409,
      json: { code: 'transition_refused', current: { status: 'cancelled' } },
    })
    const retried = await client.post(`${url}/retry`, {})
    expect(retried).toMatchObject({
      status: 201,
      json: { status: 'proposed', retryOf: run.id, goal: run.goal, spec: run.spec },
    })
    const madeFrom = async (id: string) => (await client.get(`/api/runs?madeFrom=${id}`)).json.items
    expect((await madeFrom(run.id)).map(({ id }: { id: string }) => id)).toEqual([retried.json.id])
    expect(await madeFrom(retried.json.id)).toEqual([])
    expect((await client.post(`/api/runs/${newId()}/retry`, {})).status).toBe(404)
  })

  test('reject a run by its own path', async () => {
    const run = await proposeRun(client, repoId)
    const item = await pendingItem(client, run.id)
    const { version } = item
    const wrong = await client.post(`/api/runs/${run.id}/reject`, { version, subjectHash: 'f'.repeat(64) })
    expect(wrong).toMatchObject({ status: 409, json: { code: 'subject_changed', item } })
    const rejected = await client.post(`/api/runs/${run.id}/reject`, { reason: 'not now' })
    expect(rejected.json).toMatchObject({ id: run.id, status: 'rejected', reason: 'not now' })
    expect(await client.post(`/api/runs/${run.id}/approve`, {})).toMatchObject({
      status: 409,
      json: { code: 'already_decided', decision: { action: 'reject', by: 'operator' } },
    })
  })

  test('walk from a proposal to the decision on its changeset', async () => {
    const run = await proposeRun(client, repoId)
    const start = await pendingItem(client, run.id)
    expect((await client.get(`/api/inbox/${start.id}`)).json).toEqual(start)
    const decided = await client.post(`/api/inbox/${start.id}/decision`, decisionOf(start, 'approve'))
    expect(decided.json).toMatchObject({
      item: { id: start.id, status: 'approved', decision: { action: 'approve' } },
      run: { id: run.id, status: 'approved' },
    })

    const { changesetId, stored } = await proposeChangeset(test_, run)
    expect((await client.get(`/api/runs/${run.id}`)).json).toMatchObject({ status: 'blocked', changesetId })
    const changeset = (await client.get(`/api/changesets/${changesetId}`)).json
    expect(changeset).toMatchObject({
      status: 'proposed',
      files: [{ path: 'README.md', change: 'modified' }],
    })
    const item = await pendingItem(client, run.id)
    expect(item).toMatchObject({ kind: 'changeset_apply', subjectHash: changeset.subjectHash })
    expect(changeset).toMatchObject({ itemId: item.id, reason: null, secretScan: null, hasInterdiff: false })
    const { files: _, subjectHash, secretScan, itemId, hasInterdiff, ...summary } = changeset
    expect(summary).toMatchObject({ run: { goal: run.goal, status: 'blocked' }, stat: { files: 1 } })
    const listed = async (query: string) => (await client.get(`/api/changesets?${query}`)).json.items
    expect(await listed(`zone=needs-you&repoId=${repoId}`)).toContainEqual(summary)
    expect(await listed('status=proposed&limit=1')).toEqual([summary])
    expect(await listed('zone=done&status=proposed')).toEqual([])
    expect(await listed(`repoId=${changesetId}`)).toEqual([])

    const diff = await client.get(`/api/changesets/${changesetId}/diff`)
    expect(diff.headers['content-type']).toBe('text/x-diff; charset=utf-8')
    expect(diff.text).toContain('+changed')
    expect((await client.get(`/api/changesets/${changesetId}/diff?against=superseded`)).status).toBe(404)

    const { body, headers } = await test_.api.inject({
      url: `/api/runs/${run.id}/bundle`,
      headers: { host: `127.0.0.1:${PORT}` },
    })
    expect(headers['content-type']).toContain('application/x-ndjson')
    expect(headers['content-disposition']).toBe(`attachment; filename="run-${run.id}.jsonl"`)
    const bundle = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(bundle[0]).toMatchObject({ type: 'bundle', value: { format: 'pm-bot-run/1' } })
    expect(bundle[1]).toMatchObject({ type: 'run', value: { id: run.id, status: 'blocked' } })
    const of = (type: string) => bundle.filter((line) => line.type === type).map(({ value }) => value)
    expect(of('item').map(({ id }) => id)).toEqual([item.id, start.id])
    expect(of('changeset')).toEqual([changeset])
    expect(of('event').map(({ seq }) => seq)).toEqual(of('event').map((_, index) => index + 1))
    expect(of('transition').map(({ to }) => to)).toEqual(['proposed', 'approved', 'running', 'blocked'])
    expect(of('audit').every(({ runId }) => runId === run.id)).toBe(true)
    expect(of('audit').map(({ type }) => type)).toContain('run-proposed')
    expect(of('artifact').length).toBeGreaterThan(0)
    expect(bundle.at(-1)).toEqual({ type: 'end', value: { lines: bundle.length - 1 } })

    const { items } = (await client.get(`/api/runs/${run.id}/artifacts`)).json
    expect(items.map((each: { id: string }) => each.id)).toContain(stored[0]!.artifactId)
    const page = await client.get(`/api/artifacts/${stored[0]!.artifactId}/content`)
    expect(page.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    })
    const picture = await client.get(`/api/artifacts/${stored[1]!.artifactId}/content`)
    expect(picture.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
    })
    writeFileSync(join(test_.directory, stored[0]!.uri), 'other bytes')
    const corrupt = await client.get(`/api/artifacts/${stored[0]!.artifactId}/content`)
    expect(corrupt).toMatchObject({ status: 500, json: { code: 'internal', requestId: expect.any(String) } })
    expect(corrupt.text).not.toContain('other bytes')

    const rejected = await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'reject'))
    expect(rejected.json.run.status).toBe('rejected')

    const events = (await client.get(`/api/runs/${run.id}/events?limit=2`)).json
    expect(events.items.map((event: { seq: number }) => event.seq)).toEqual([1, 2])
    expect(events.removedTo).toBe(0)
    const rest = (await client.get(`/api/runs/${run.id}/events?cursor=${events.nextCursor}`)).json
    expect(rest.items[0].seq).toBe(3)
    const transitions = (await client.get(`/api/runs/${run.id}/transitions`)).json.items
    expect(transitions.map((each: { to: string }) => each.to)).toEqual([
      'proposed',
      'approved',
      'running',
      'blocked',
      'rejected',
    ])
  })

  test('list and verify the audit trail', async () => {
    const run = await proposeRun(client, repoId)
    const { items } = (await client.get(`/api/audit?runId=${run.id}`)).json
    expect(items.map((event: { type: string }) => event.type)).toEqual(['item-opened', 'run-proposed'])
    while ((await sealAudit(test_.store.database, test_.auditFiles)) > 0);
    const verdict = (await client.get('/api/audit/verify')).json
    expect(verdict).toMatchObject({ ok: true, unsealed: 0, problems: [] })
  })

  test('answer what does not exist with 404', async () => {
    const id = newId()
    for (const path of [
      `/api/workspaces/${id}`,
      `/api/repos/${id}`,
      `/api/runs/${id}`,
      `/api/runs/${id}/events`,
      `/api/runs/${id}/transitions`,
      `/api/runs/${id}/artifacts`,
      `/api/inbox/${id}`,
      `/api/changesets/${id}`,
      `/api/changesets/${id}/diff`,
      `/api/artifacts/${id}/content`,
      '/api/nothing',
      '/api',
    ]) {
      expect((await client.get(path)).status, path).toBe(404)
    }
  })
})
