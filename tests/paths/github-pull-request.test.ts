import { describe, expect, test } from 'vitest'
import { git } from '../../packages/git/src/repository.fixture.ts'
import { assertGoodManners, type OnGitHub, shareGitHub, syncUntil } from '../setup/on-github.ts'
import { DATABASES } from '../setup/product.ts'

async function applied({ product: { client }, repoId }: OnGitHub, runId?: string) {
  const id = runId ?? (await client.propose(repoId, ['sh', '-c', 'echo more >> README.md'])).id
  await client.approveNext(id)
  await client.untilRun(id, 'blocked', 'failed')
  await client.approveNext(id)
  const run = await client.untilRun(id, 'completed', 'failed')
  expect(run.status, run.reason ?? '').toBe('completed')
  return run
}

describe.each(DATABASES)('the pull request of a run, on %s', (database) => {
  const shop = shareGitHub(database)

  test('comes back: a check, a review, comments, the merge, each once', async () => {
    const scene = await shop()
    const { double, product, repoId, fullName } = scene
    const { client } = product
    const run = await applied(scene)
    const number = run.pullRequest!.number
    double.world.setCheckRun(fullName, `pm-bot/${run.id}`, { name: 'test', conclusion: 'failure' })
    double.world.review(fullName, number, {
      state: 'CHANGES_REQUESTED',
      body: 'Not yet.',
      author: 'ada',
      comments: [{ path: 'README.md', line: 2, body: 'why?' }],
    })
    double.world.comment(fullName, number, { body: 'please', author: 'mallory', authorAssociation: 'NONE' })
    const state = async () => (await client.run(run.id)).pullRequest
    await syncUntil(product, repoId, async () => (await state())?.review === 'changes-requested')
    expect(await state()).toMatchObject({ checks: { total: 1, failed: 1, pending: 0 }, state: 'open' })

    const remarks = async () =>
      (await client.timeline(run.id)).filter(({ type }) => type === 'remark-received')
    await syncUntil(product, repoId, async () => (await remarks()).length >= 3)
    const titles = (await remarks()).map(({ title }) => title).join('\n')
    expect(titles).toMatch(/Review of #1 by ada .*changes requested: Not yet\./)
    expect(titles).toMatch(/Comment on README\.md line 2 by ada .*: why\?/)
    expect(titles).toMatch(/Comment on #1 by mallory \(none\): please/)

    // GitHub's times are whole seconds: a second comment changes no time that the first one had not changed.
    double.world.stopClock(new Date(Date.now() + 1000).toISOString())
    double.world.comment(fullName, number, { body: 'quick', author: 'ada' })
    await syncUntil(product, repoId, async () => (await remarks()).length >= 4)
    double.world.comment(fullName, number, { body: 'and quicker', author: 'ada' })
    await syncUntil(product, repoId, async () => (await remarks()).length >= 5)
    double.world.advanceClock(1000)

    await double.world.mergePull(fullName, number, { by: 'ada' })
    await syncUntil(product, repoId, async () => (await state())?.state === 'merged')
    expect(await remarks()).toHaveLength(5)
    expect((await client.request('POST', `/api/runs/${run.id}/pull-request/close`, {})).status).toBe(409)
    expect((await client.request('POST', `/api/runs/${run.id}/follow-up`, {})).status).toBe(422)
    expect((await client.run(run.id)).status).toBe('completed')
    assertGoodManners(double)
  })

  if (database === 'postgres') return

  test('is closed, and its branch deleted, by a decision for each', async () => {
    const scene = await shop()
    const { double, product, fullName } = scene
    const { client } = product
    const run = await applied(scene)
    const ask = (what: string) => client.request('POST', `/api/runs/${run.id}/pull-request/${what}`, {})
    const before = double.log.writes().length

    const asked = await ask('close')
    expect(asked).toMatchObject({
      status: 201,
      body: {
        kind: 'publish',
        status: 'pending',
        payload: { plan: { operations: [{ op: 'close', number: 1 }] } },
      },
    })
    expect((await ask('close')).status).toBe(409)
    await client.decide(asked.body, 'reject')
    expect((await client.run(run.id)).status).toBe('completed')
    expect(double.log.writes()).toHaveLength(before)

    await client.decide((await ask('close')).body, 'approve')
    await expect
      .poll(async () => (await client.run(run.id)).pullRequest?.state, { timeout: 10_000 })
      .toBe('closed')
    expect(double.world.pull(fullName, 1).state).toBe('closed')
    expect((await ask('close')).status).toBe(409)

    const kept = (await ask('delete-branch')).body
    const theirs = await double.world.commit(fullName, {
      branch: `pm-bot/${run.id}`,
      files: { 'theirs.txt': 'x\n' },
    })
    await client.decide(kept, 'approve')
    const told = async () => (await client.timeline(run.id)).map(({ title }) => title).join('\n')
    await expect
      .poll(told, { timeout: 10_000 })
      .toMatch(/Not all was written to GitHub: .*somebody pushed to it/)
    expect(double.world.branches(fullName)[`pm-bot/${run.id}`]).toBe(theirs)
    // Thrown back to what the run knows of.
    git(double.world.repository(fullName).path, 'update-ref', `refs/heads/pm-bot/${run.id}`, run.commitSha!)
    const gone = await ask('delete-branch')
    expect(gone.body).toMatchObject({
      risk: 'medium',
      title: `Delete the branch pm-bot/${run.id} in ${fullName}`,
    })
    await client.decide(gone.body, 'approve')
    await expect
      .poll(() => Object.keys(double.world.branches(fullName)), { timeout: 10_000 })
      .toEqual(['main'])
    // By git, which lets the server compare; GitHub's own request would not.
    expect(double.log.pushes().at(-1)).toMatchObject({
      before: run.commitSha,
      after: '0'.repeat(40),
      applied: true,
    })
    await expect.poll(told, { timeout: 5000 }).toMatch(/On GitHub: the branch pm-bot\/.* is deleted/)
    assertGoodManners(double)
  })

  test('is added to by a run that follows, on the same branch', async () => {
    const scene = await shop()
    const { double, product, fullName } = scene
    const { client } = product
    const run = await applied(scene)
    const asked = await client.request('POST', `/api/runs/${run.id}/follow-up`, {})
    expect(asked).toMatchObject({
      status: 201,
      body: { follows: run.id, goal: 'Address the review of pull request #1', pullRequest: { number: 1 } },
    })
    const second = await applied(scene, asked.body.id)
    expect(second.commitSha).not.toBe(run.commitSha)
    const bare = double.world.repository(fullName).path
    expect(git(bare, 'rev-parse', `pm-bot/${run.id}`)).toBe(second.commitSha)
    expect(git(bare, 'rev-parse', `${second.commitSha}^`)).toBe(run.commitSha)
    expect(git(bare, 'show', `${second.commitSha}:README.md`)).toBe('a   shop\nmore\nmore')
    expect(double.world.pulls(fullName)).toHaveLength(1)
    expect(Object.keys(double.world.branches(fullName))).toHaveLength(2)
    assertGoodManners(double)
  })
})
