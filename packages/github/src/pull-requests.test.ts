import { GitHubRefusedError, markerOf } from '@pm-bot/domain'
import { expect, it } from 'vitest'
import { ALL_PERMISSIONS, failureOf, openAs, openShop, SHOP, TOKEN } from './shop.fixture.ts'

const marker = markerOf('key', 'effect/0')
const wish = {
  fullName: SHOP,
  head: 'pm-bot/run',
  base: 'main',
  title: 'Change',
  body: 'What and why.',
  draft: true,
  labels: ['pm-bot'],
  marker,
}

async function openBranch() {
  const double = await openShop()
  const sha = await double.world.commit(SHOP, { branch: wish.head, files: { a: 'a' } })
  return { double, sha, ...openAs(double) }
}

it('opens a draft with its marker and its labels', async () => {
  const { double, sha, writer } = await openBranch()

  const opened = await writer.ensurePullRequest(wish)

  expect(opened).toMatchObject({ adopted: false, draft: true, headSha: sha, state: 'open' })
  expect(double.world.pull(SHOP, opened.number)).toMatchObject({
    title: 'Change',
    body: `What and why.\n\n${marker}`,
    labels: ['pm-bot'],
    draft: true,
    base: 'main',
  })
})

it('opens an ordinary one with a label where drafts are refused, also when the answer was lost', async () => {
  const { double, writer } = await openBranch()
  double.world.changeRepository(SHOP, { drafts: false })
  double.faults.add({ kind: 'drop-after', matching: 'labels', on: ['rest-write'], times: 1 })

  await failureOf(writer.ensurePullRequest(wish))
  const opened = await writer.ensurePullRequest(wish)

  expect(opened).toMatchObject({ adopted: true, draft: false })
  expect(double.world.pulls(SHOP)).toMatchObject([{ draft: false, labels: ['pm-bot', 'draft'] }])
})

it('says that it is open where its labels are refused', async () => {
  const { double, writer } = await openBranch()
  const mayOnlyRead = { ...ALL_PERMISSIONS, issues: 'read', pull_requests: 'read' } as const
  double.onRequest(({ method, path }) => {
    if (method === 'GET' && path.includes('/labels'))
      double.world.changeToken(TOKEN, { permissions: mayOnlyRead })
  })
  const error = await failureOf(writer.ensurePullRequest(wish))
  expect(error).toBeInstanceOf(GitHubRefusedError)
  expect(error.message).toMatch(
    /^Pull request #1 is open, and its labels were refused: Resource not accessible/,
  )
  expect(double.world.pulls(SHOP)).toHaveLength(1)
})

it('labels one that it finds without', async () => {
  const { double, writer } = await openBranch()
  double.faults.add({ kind: 'refuse-before', matching: 'labels', on: ['rest-write'], times: 1 })

  expect((await failureOf(writer.ensurePullRequest(wish))).message).toContain('502')
  expect(await writer.ensurePullRequest(wish)).toMatchObject({ adopted: true, draft: true })
  expect(double.world.pulls(SHOP)).toMatchObject([{ labels: ['pm-bot'] }])
})

it('refuses the pull request of somebody else, and does not adopt it', async () => {
  const { double, writer } = await openBranch()
  const foreign = await double.world.openPull(SHOP, { title: 'Mine', head: wish.head })

  expect(await failureOf(writer.ensurePullRequest(wish))).toMatchObject({
    name: 'GitHubRefusedError',
    status: 422,
    message: expect.stringContaining(`#${foreign}`),
  })
  expect(double.log.writes()).toEqual([])
})

it('looks again when GitHub says that there is one already', async () => {
  const { double, writer } = await openBranch()
  let hidden: Promise<unknown> | undefined
  // Another attempt comes between the look and the write.
  double.onRequest(({ method, path }) => {
    if (method !== 'POST' || !path.endsWith('/pulls') || hidden) return
    hidden = double.world.openPull(SHOP, { title: 'Change', head: wish.head, draft: true, body: marker })
    return hidden.then(() => {})
  })

  expect(await writer.ensurePullRequest(wish)).toMatchObject({ adopted: true, draft: true })
  expect(double.world.pulls(SHOP)).toHaveLength(1)
})

it('tells that its own was closed', async () => {
  const { double, writer } = await openBranch()
  const { number } = await writer.ensurePullRequest(wish)
  double.world.closePull(SHOP, number)

  expect(await writer.ensurePullRequest(wish)).toMatchObject({ adopted: true, number, state: 'closed' })
})
