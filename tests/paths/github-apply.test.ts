import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkOut, git, workTreeOf } from '../../packages/git/src/repository.fixture.ts'
import { assertGoodManners, type OnGitHub, shareGitHub, startOnGitHub, TOKEN } from '../setup/on-github.ts'
import { DATABASES } from '../setup/product.ts'

const FORMAT = ['sh', '-c', "sed -i 's/  */ /g' README.md"]

/** A run whose change waits for its decision. */
async function blockedRun({ product: { client }, repoId }: OnGitHub, command = FORMAT) {
  const { id } = await client.propose(repoId, command)
  await client.approveNext(id)
  return await client.untilRun(id, 'blocked', 'failed')
}

async function appliedRun(scene: OnGitHub, command = FORMAT) {
  const { id } = await blockedRun(scene, command)
  await scene.product.client.approveNext(id)
  return await scene.product.client.untilRun(id, 'completed', 'failed')
}

describe.each(DATABASES)('a run on GitHub, on %s', (database) => {
  const shop = shareGitHub(database)

  test('becomes a draft pull request whose tree is the approved bytes', async () => {
    const { double, product, repoId, fullName } = await shop()
    const { client } = product
    const bare = double.world.repository(fullName).path
    const head = git(bare, 'rev-parse', 'main')

    const script = 'printf "a shop\\n" > README.md; chmod +x src/a.txt; ln -s a.txt src/link; env'
    const { id } = await client.propose(repoId, ['sh', '-c', script], { message: 'Tidy up\n\nAll of it.' })
    expect((await client.approveNext(id)).body.run.reason).toContain(`fresh clone of ${fullName}`)
    const blocked = await client.untilRun(id, 'blocked', 'failed')
    expect(blocked.status, blocked.reason ?? '').toBe('blocked')
    const item = await client.pendingItem(id)
    expect(item).toMatchObject({
      risk: 'high',
      payload: {
        baseSha: head,
        pullRequest: { fullName: fullName, base: 'main', title: 'Tidy up', labels: ['pm-bot'] },
      },
    })
    expect(double.log.writes()).toEqual([])

    await client.approveNext(id)
    const done = await client.untilRun(id, 'completed', 'failed')
    expect(done.status, done.reason ?? '').toBe('completed')
    expect(done.pullRequest).toMatchObject({
      state: 'open',
      draft: true,
      branch: `pm-bot/${id}`,
      headSha: done.commitSha,
    })
    expect(double.world.branches(fullName)).toEqual({ main: head, [`pm-bot/${id}`]: done.commitSha })
    const expected = checkOut(bare, head)
    execFileSync('sh', ['-c', script], { cwd: expected })
    expect(workTreeOf(checkOut(bare, done.commitSha!))).toEqual(workTreeOf(expected))

    const [pull, ...others] = double.world.pulls(fullName)
    expect(others).toEqual([])
    expect(pull).toMatchObject({ title: 'Tidy up', draft: true, base: 'main', labels: ['pm-bot'] })
    expect(pull!.body).toContain(`Run ${id} of pm-bot.`)
    expect(pull!.body).toMatch(/<!-- pm-bot:[0-9a-f]{32} -->/)
    assertGoodManners(double)

    const titles = (await client.timeline(id)).map(({ title }) => title).join('\n')
    expect(titles).toMatch(/On GitHub: .* is on the branch pm-bot\/.*; draft pull request #1 is open/)
    // The credential is in no file, and was in no agent's environment.
    const secret = Buffer.from(`x-access-token:${TOKEN}`).toString('base64')
    for (const name of readdirSync(product.dataDirectory, { recursive: true }) as string[]) {
      const path = join(product.dataDirectory, name)
      if (!statSync(path).isFile()) continue
      const bytes = readFileSync(path)
      expect(
        [TOKEN, secret].filter((each) => bytes.includes(each)),
        name,
      ).toEqual([])
    }
    expect(readdirSync(join(product.dataDirectory, 'repos', 'octo'))).toEqual(['shop-1'])
  })
})

describe('a write to GitHub', () => {
  const shop = shareGitHub('sqlite')

  test('what moved meanwhile is carried over and confirmed again', async () => {
    const scene = await shop()
    const { double, product, fullName } = scene
    const { id } = await blockedRun(scene)
    const moved = await double.world.commit(fullName, { branch: 'main', files: { 'other.txt': 'x\n' } })
    await product.client.approveNext(id)
    const again = await product.client.untilRun(id, 'blocked', 'failed')
    expect(again.reason).toMatch(/same patch/)
    expect(again.baseSha).toBe(moved)
    expect(double.log.writes()).toEqual([])
    await product.client.approveNext(id)
    const done = await product.client.untilRun(id, 'completed', 'failed')
    expect(git(double.world.repository(fullName).path, 'rev-parse', `${done.commitSha}^`)).toBe(moved)
    assertGoodManners(double)
  })

  test('a branch of somebody else by its name is left alone', async () => {
    const scene = await shop()
    const { double, product, fullName } = scene
    const { id } = await blockedRun(scene)
    const theirs = await double.world.commit(fullName, {
      branch: `pm-bot/${id}`,
      files: { 'x.txt': 'x\n' },
      from: 'main',
    })
    await product.client.approveNext(id)
    const failed = await product.client.untilRun(id, 'completed', 'failed')
    expect(failed.reason).toMatch(/is taken by another commit/)
    expect(double.world.branches(fullName)[`pm-bot/${id}`]).toBe(theirs)
    expect(double.log.writes()).toEqual([])
    assertGoodManners(double)
  })

  test('where drafts are refused it is an ordinary one, and labelled', async () => {
    const scene = await shop({ drafts: false })
    const done = await appliedRun(scene)
    expect(done).toMatchObject({ status: 'completed', pullRequest: { draft: false } })
    expect(scene.double.world.pulls(scene.fullName)).toMatchObject([
      { draft: false, labels: ['pm-bot', 'draft'] },
    ])
    assertGoodManners(scene.double)
  })
})

test('without a credential nothing is written, and the run says what to set', async () => {
  const scene = await startOnGitHub('sqlite', { token: '' })
  expect((await blockedRun(scene)).reason).toMatch(/could not be cloned/)
  scene.double.world.changeRepository(scene.fullName, { private: false })
  const failed = await appliedRun(scene)
  expect(failed.status).toBe('failed')
  expect(failed.reason).toMatch(/Set GITHUB_TOKEN/)
  expect(scene.double.log.writes()).toEqual([])
})

describe('killed', () => {
  test.each([
    ['when the branch is there and nobody has heard', 'git-write', 'git-receive-pack$'],
    ['when the pull request is there and nobody has heard', 'rest-write', '^POST /repos/octo/shop/pulls'],
  ] as const)('%s, it is found', async (_, traffic, matching) => {
    const scene = await startOnGitHub('sqlite')
    const { double, product, fullName } = scene
    const { id } = await blockedRun(scene)
    double.faults.add({ kind: 'delay', on: [traffic], matching, times: 1, milliseconds: 15_000 })
    await product.client.approveNext(id)
    await expect.poll(() => double.faults.bitten().length, { timeout: 10_000 }).toBe(1)
    const isDone = () => (traffic === 'git-write' ? double.log.pushes() : double.world.pulls(fullName)).length
    await expect.poll(isDone, { timeout: 10_000 }).toBe(1)
    await product.kill()
    await product.restart()
    const done = await product.client.untilRun(id, 'completed', 'failed')
    expect(done.status, done.reason ?? '').toBe('completed')
    expect(double.world.pulls(fullName)).toHaveLength(1)
    expect(Object.keys(double.world.branches(fullName))).toHaveLength(2)
    assertGoodManners(double)
  })
})
