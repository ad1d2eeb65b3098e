import { cast } from '@pm-bot/actors'
import type { PublishOperation } from '@pm-bot/domain'
import { createRedactor } from '@pm-bot/domain'
import { ask } from '@pm-bot/runtime'
import { openDataDirectory, openStore } from '@pm-bot/store'
import { describe, expect, test } from 'vitest'
import { assertGoodManners, type OnGitHub, startOnGitHub, TOKEN } from '../setup/on-github.ts'
import type { Product } from '../setup/product.ts'
import { rowsOf } from '../setup/rows.ts'
import { letApprovalsLapse } from './github-sync.fixture.ts'

/** What the timeline says, one title a line. */
const told = async ({ product: { client } }: OnGitHub, runId: string): Promise<string> =>
  (await client.timeline(runId)).map(({ title }) => title).join('\n')

const refusals = async ({ product: { environment } }: OnGitHub) =>
  (await rowsOf(environment)('audit_events')).filter(({ type }) => type === 'write-refused')

async function blocked({ product: { client }, repoId }: OnGitHub): Promise<string> {
  const { id } = await client.propose(repoId, ['sh', '-c', 'echo more >> README.md'])
  await client.approveNext(id)
  const run = await client.untilRun(id, 'blocked', 'failed')
  expect(run.status, run.reason ?? '').toBe('blocked')
  return id
}

describe('where only a part was written, a run says which', () => {
  test('when its approval lapses between the push and the pull request', async () => {
    const scene = await startOnGitHub('sqlite')
    const { double, product, fullName } = scene
    const id = await blocked(scene)
    const once = { times: 1, milliseconds: 3000 }
    double.faults.add({ kind: 'delay', on: ['git-write'], matching: 'git-receive-pack$', ...once })
    await product.client.approveNext(id)
    await expect.poll(() => double.log.pushes().length, { timeout: 20_000 }).toBe(1)
    await letApprovalsLapse(product.environment)
    const failed = await product.client.untilRun(id, 'failed', 'completed')
    const sha = double.world.branches(fullName)[`pm-bot/${id}`]!
    expect(failed.status).toBe('failed')
    expect(failed.reason).not.toMatch(/nothing was written/i)
    expect(failed.reason).toContain(`${sha.slice(0, 12)} is on the branch pm-bot/${id}`)
    expect(failed.reason).toMatch(/more than a day old/)
    expect(failed.reason).toMatch(/no pull request was opened: open one from that branch.*or delete it/)
    expect(await told(scene, id)).toContain(`On GitHub: ${sha.slice(0, 12)} is on the branch`)
    expect(double.world.pulls(fullName)).toEqual([])
    expect(await refusals(scene)).toHaveLength(1)
    assertGoodManners(double)
  })

  test('when GitHub refuses the pull request, and goes on from there once that is cured', async () => {
    const scene = await startOnGitHub('sqlite')
    const { double, product, fullName } = scene
    const id = await blocked(scene)
    const allowed = { metadata: 'read', contents: 'write', issues: 'write' } as const
    double.world.changeToken(TOKEN, { permissions: { ...allowed, pull_requests: 'read' } })
    await product.client.approveNext(id)
    // After all its attempts, none of which has to be waited for.
    const status = async () => {
      await hurry(product)
      return (await product.client.run(id)).status
    }
    await expect.poll(status, { timeout: 60_000, interval: 500 }).toBe('failed')
    const failed = await product.client.run(id)
    expect(failed.reason).toContain(`is on the branch pm-bot/${id}; what was to follow was refused: `)
    expect(failed.reason).toMatch(/Resource not accessible.*put the job back to work/)

    double.world.changeToken(TOKEN, { permissions: { ...allowed, pull_requests: 'write' } })
    const jobs = await product.client.request('GET', '/api/queues/publish/jobs?state=failed')
    await product.client.request('POST', `/api/queues/publish/jobs/${jobs.body.items[0].id}/retry`, {})
    const done = await product.client.untilRun(id, 'completed', 'failed')
    expect(done.status, done.reason ?? '').toBe('completed')
    expect(double.world.pulls(fullName)).toHaveLength(1)
    assertGoodManners(double)
  }, 90_000)

  test('when its approval lapses between two operations', async () => {
    const scene = await startOnGitHub('sqlite')
    const { double, product, fullName } = scene
    const id = await blocked(scene)
    await product.client.approveNext(id)
    await product.client.untilRun(id, 'completed', 'failed')
    const number = double.world.openIssue(fullName, { title: 'A question' })
    await propose(scene, id, [
      { op: 'comment', number, body: 'An answer.' },
      { op: 'close', number },
    ])
    double.onRequest(async () => {
      if (double.log.writes().some(({ kind }) => kind === 'create-comment'))
        await letApprovalsLapse(product.environment)
    })
    await product.client.approveNext(id)
    await expect.poll(() => told(scene, id), { timeout: 20_000 }).toMatch(/Not all was written/)
    expect(await told(scene, id)).toMatch(
      new RegExp(
        `Not all was written to GitHub: .*more than a day old.*Written: #${number} has the comment.`,
      ),
    )
    expect(await told(scene, id)).toContain(`On GitHub: #${number} has the comment`)
    expect(double.world.issues(fullName).find((issue) => issue.number === number)).toMatchObject({
      state: 'open',
      comments: 1,
    })
    expect(await refusals(scene)).toHaveLength(1)
    assertGoodManners(double)
  })
})

/** What waits for its next attempt is tried at once. */
async function hurry({ client }: Product): Promise<void> {
  const { body } = await client.request('GET', '/api/queues/publish/jobs?state=delayed')
  for (const { id } of body.items) await client.request('POST', `/api/queues/publish/jobs/${id}/retry`, {})
}

/** Several operations at once, which no page asks for yet. */
async function propose({ product }: OnGitHub, runId: string, operations: PublishOperation[]): Promise<void> {
  await product.stop()
  const data = openDataDirectory(product.dataDirectory)
  const onError = (error: unknown) => expect(error).toBe(undefined)
  const redactor = createRedactor([TOKEN])
  const store = await openStore({ location: { file: data.databaseFile }, redactor, onError })
  const message = { type: 'propose-publish', operations, by: 'operator' }
  const reply = await ask(store.storage, cast, { kind: 'run', key: runId }, message)
  await store.close()
  expect(reply).toMatchObject({ status: 'accepted' })
  await product.restart()
}
