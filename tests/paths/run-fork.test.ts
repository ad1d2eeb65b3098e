import type { RunCheckpointView, RunView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, type Product, shareProduct } from '../setup/product.ts'

const UNKNOWN = '00000000-0000-7000-8000-00000000abcd'

describe.each(DATABASES)('a run that begins from a step of another, on %s', (database) => {
  const shared = shareProduct(database)

  /** A run that waits with a change, and the steps that led there. */
  async function blockedRun({ client }: Product) {
    const directory = makeRepository({ 'README.md': 'a\n' })
    const command = ['sh', '-c', 'echo b >> README.md']
    const { id } = await client.propose(await client.addRepository(directory), command)
    await client.approveNext(id)
    await client.untilRun(id, 'blocked')
    const { body } = await client.request('GET', `/api/runs/${id}/checkpoints`)
    return { directory, id, steps: body.items as RunCheckpointView[] }
  }
  const stepBefore = (steps: RunCheckpointView[], node: string) =>
    steps.find(({ nodes }) => nodes.includes(node))!
  const fork = ({ client }: Product, id: string, body: object) =>
    client.request('POST', `/api/runs/${id}/fork`, body)

  test('shows the steps of a run, and what each waits for', async () => {
    const { steps } = await blockedRun(shared())
    expect(steps).toMatchObject([
      { step: -1, nodes: ['__start__'], waitsFor: [], canFork: true, unfit: null },
      { step: 0, nodes: ['execute'], waitsFor: [], canFork: true },
      { step: 1, nodes: ['approve'], waitsFor: ['changeset_apply'], canFork: false },
    ])
    expect(steps[2]!.unfit).toMatch(/proposed already/)
  })

  test('shows what the agent held at each step, and before it', async () => {
    const product = shared()
    const { client } = product
    const { id, steps } = await blockedRun(product)
    const stateOf = (checkpointId: string) =>
      client.request('GET', `/api/runs/${id}/checkpoints/${checkpointId}/state`)
    const [beginning, first, last] = await Promise.all(steps.map((step) => stateOf(step.id)))
    expect(beginning).toMatchObject({ status: 200, body: { previous: null, isCut: false } })
    expect(first!.body.previous).toEqual(beginning!.body.values)
    expect(last!.body.previous).toEqual(first!.body.values)
    expect(JSON.stringify(last!.body.values)).toContain('changesetId')
    expect(JSON.stringify(last!.body.previous)).not.toContain('changesetId')

    expect((await stateOf(UNKNOWN)).status).toBe(404)
    expect((await stateOf('../x')).status).toBe(404)
    const elsewhere = `/api/runs/${UNKNOWN}/checkpoints/${steps[0]!.id}/state`
    expect((await client.request('GET', elsewhere)).status).toBe(404)
    // It went on as if nobody had looked.
    await client.approveNext(id)
    await client.untilRun(id, 'completed')
  })

  test('is proposed like any other, says what the other did since, and goes its own way', async () => {
    const product = shared()
    const { client } = product
    const { directory, id, steps } = await blockedRun(product)
    await client.approveNext(id)
    const { branch, commitSha } = await client.untilRun(id, 'completed')

    const checkpointId = stepBefore(steps, 'execute').id
    const { status, body } = await fork(product, id, { checkpointId, goal: 'another way' })
    expect(status).toBe(201)
    const forked = body as RunView
    expect(forked).toMatchObject({
      status: 'proposed',
      goal: 'another way',
      forkOf: id,
      forkCheckpointId: checkpointId,
      retryOf: null,
    })
    const { payload } = await client.pendingItem(forked.id)
    expect(payload).toMatchObject({
      kind: 'run_start',
      goal: 'another way',
      forkOf: { runId: id, checkpointId, step: 0, goal: 'format the README' },
    })
    const { effectsSince } = (payload as { forkOf: { effectsSince: { what: string }[] } }).forkOf
    expect(effectsSince.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^Ran sh -c echo b/),
      `The changeset is applied as ${commitSha!.slice(0, 12)}`,
    ])

    await client.approveNext(forked.id)
    await client.untilRun(forked.id, 'blocked')
    await client.approveNext(forked.id)
    const done = await client.untilRun(forked.id, 'completed')
    expect(done.branch).not.toBe(branch)
    expect(git(directory, 'show', `${done.commitSha}:README.md`)).toBe('a\nb')
  })

  test('spends what the other might, unless it is given limits of its own', async () => {
    const product = shared()
    const { client } = product
    const { id, steps } = await blockedRun(product)
    const { id: checkpointId } = stepBefore(steps, 'execute')
    const own = await fork(product, id, { checkpointId, budget: { calls: 3 } })
    expect(own).toMatchObject({ status: 201, body: { budget: { calls: 3 } } })
    const { payload } = await client.pendingItem(own.body.id)
    expect(payload).toMatchObject({ kind: 'run_start', budget: { calls: 3 } })
    expect(await fork(product, id, { checkpointId })).toMatchObject({ status: 201, body: { budget: null } })
    expect(await fork(product, id, { checkpointId, budget: {} })).toMatchObject({
      status: 201,
      body: { budget: {} },
    })
    const before = await client.request('GET', `/api/runs/${id}`)
    expect(before.body.budget).toBeNull()
  })

  test('limits that no proposal may have are refused in the same words, and nothing is proposed', async () => {
    const product = shared()
    const { client } = product
    const { id, steps } = await blockedRun(product)
    const { id: checkpointId } = stepBefore(steps, 'execute')
    const { repoId, goal, graphId, spec } = (await client.request('GET', `/api/runs/${id}`)).body as RunView
    const runs = async () => (await client.request('GET', `/api/runs?madeFrom=${id}`)).body.items
    for (const budget of [null, { tokens: -1 }, { calls: '3' }, { calls: 1e13 }, { gold: 1 }]) {
      const refused = await fork(product, id, { checkpointId, budget })
      const proposal = await client.request('POST', '/api/runs', { repoId, goal, graphId, spec, budget })
      expect(refused.status).toBe(400)
      expect(refused.body.errors).not.toEqual([])
      expect(refused.body.errors).toEqual(proposal.body.errors)
      expect(refused.body.detail).toBe(proposal.body.detail)
    }
    expect(await runs()).toEqual([])
  })

  test('not from a step behind a changeset, from one that is not there, or of a run that is not', async () => {
    const product = shared()
    const { id, steps } = await blockedRun(product)
    expect(await fork(product, id, { checkpointId: stepBefore(steps, 'approve').id })).toMatchObject({
      status: 409,
      body: { code: 'action_not_allowed', detail: expect.stringMatching(/step before that/) },
    })
    expect(await fork(product, id, { checkpointId: UNKNOWN })).toMatchObject({
      status: 422,
      body: { code: 'invalid_spec', errors: [{ path: 'checkpointId' }] },
    })
    const { id: checkpointId } = steps[0]!
    expect((await fork(product, UNKNOWN, { checkpointId })).status).toBe(404)
    expect((await fork(product, id, {})).status).toBe(400)
    expect((await fork(product, id, { checkpointId: '../x' })).status).toBe(400)
    const missing = await product.client.request('GET', `/api/runs/${UNKNOWN}/checkpoints`)
    expect(missing.status).toBe(404)
  })
})
