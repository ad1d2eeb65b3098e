import type { GitHubPage } from '@pm-bot/domain'
import { expect, it } from 'vitest'
import { failureOf, openAs, openShop, SHOP, TOKEN } from './shop.fixture.ts'

const MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

it('tells whose token it is, what it may and when it ends', async () => {
  const double = await openShop()
  double.world.changeToken(TOKEN, { expiresAt: '2099-01-02T03:04:05Z' })
  const { github } = openAs(double)

  expect(await github.connection()).toEqual({
    auth: 'token',
    login: 'mona',
    installations: [],
    expiresAt: '2099-01-02T03:04:05.000Z',
    scopes: null,
    rate: expect.objectContaining({
      limit: 5000,
      remaining: 4999,
      resetAt: expect.stringMatching(MILLISECONDS),
    }),
  })
})

it('lists what the token sees, a page at a time', async () => {
  const double = await openShop()
  for (let n = 0; n < 3; n++) await double.world.addRepository(`mona/tool-${n}`)
  const { github } = openAs(double)

  const pages: GitHubPage<{ fullName: string }>[] = []
  for await (const page of github.visibleRepos()) pages.push(page)

  const names = pages.flatMap(({ items }) => items.map(({ fullName }) => fullName))
  expect(names.sort()).toEqual([SHOP, 'mona/tool-0', 'mona/tool-1', 'mona/tool-2'])
  expect(pages.at(-1)?.hasNext).toBe(false)
})

it('describes a repository, also under its former name', async () => {
  const double = await openShop()
  double.world.renameRepository(SHOP, 'mona/store')
  const { github } = openAs(double)

  expect(await github.repo(SHOP)).toMatchObject({
    status: 'found',
    value: { fullName: 'mona/store', private: true, defaultBranch: 'main', archived: false, canPush: true },
  })
})

it('reads issues and pull requests together, oldest change first, since a moment', async () => {
  const double = await openShop()
  double.world.stopClock('2026-03-01T10:00:00Z')
  const old = double.world.openIssue(SHOP, { title: 'Old', author: 'ada', labels: ['bug'] })
  double.world.advanceClock(60_000)
  const changed = double.world.openIssue(SHOP, { title: 'Changed' })
  double.world.advanceClock(60_000)
  const pull = await double.world.openPull(SHOP, { title: 'Pull', head: 'topic', files: { a: 'a' } })
  const { github } = openAs(double)

  const all = await github.issues(SHOP, { state: 'all', since: null, page: 1 })
  const later = await github.issues(SHOP, { state: 'all', since: '2026-03-01T10:01:00.000Z', page: 1 })

  if (all.status !== 'found' || later.status !== 'found') throw new Error('Nothing was known before.')
  expect(all.value.items.map(({ number, isPull }) => [number, isPull])).toEqual([
    [old, false],
    [changed, false],
    [pull, true],
  ])
  expect(all.value.items[0]).toMatchObject({
    title: 'Old',
    state: 'open',
    author: 'ada',
    labels: ['bug'],
    comments: 0,
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
  })
  expect(later.value.items.map(({ number }) => number)).toEqual([changed, pull])
})

it('goes from page to page until there is none', async () => {
  const double = await openShop()
  for (let n = 0; n < 101; n++) double.world.openIssue(SHOP, { title: `Issue ${n}` })
  const { github } = openAs(double)

  const pages = [1, 2].map((page) => github.issues(SHOP, { state: 'open', since: null, page }))
  const [first, second] = await Promise.all(pages)

  expect(first).toMatchObject({ value: { hasNext: true, items: { length: 100 } } })
  expect(second).toMatchObject({ value: { hasNext: false, items: { length: 1 } } })
})

it('reads pull requests, newest change first', async () => {
  const double = await openShop()
  const merged = await double.world.openPull(SHOP, { title: 'One', head: 'one', files: { a: 'a' } })
  await double.world.mergePull(SHOP, merged)
  double.world.advanceClock(5000)
  const draft = await double.world.openPull(SHOP, {
    title: 'Two',
    head: 'two',
    draft: true,
    files: { b: 'b' },
  })
  const { github } = openAs(double)

  const listed = await github.pulls(SHOP, { state: 'all', page: 1 })

  const { headSha } = double.world.pull(SHOP, draft)
  expect(listed).toMatchObject({
    value: {
      items: [
        {
          number: draft,
          draft: true,
          merged: false,
          state: 'open',
          head: { ref: 'two', sha: headSha, fullName: SHOP },
        },
        { number: merged, draft: false, merged: true, state: 'closed', base: { ref: 'main' } },
      ],
    },
  })
  const { raw: _, ...single } = await github.pull(SHOP, draft)
  expect(single).toMatchObject({
    number: draft,
    title: 'Two',
    updatedAt: expect.stringMatching(MILLISECONDS),
  })
})

it('reads comments, reviews and labels', async () => {
  const double = await openShop()
  const { world } = double
  const pull = await world.openPull(SHOP, {
    title: 'P',
    head: 'topic',
    files: { 'a.txt': 'a\nb\n' },
    labels: ['ui'],
  })
  const said = world.comment(SHOP, pull, { body: 'Nice', author: 'ada' })
  const review = world.review(SHOP, pull, { state: 'CHANGES_REQUESTED', body: 'Please', author: 'ada' })
  const line = world.reviewComment(SHOP, pull, { body: 'Here', path: 'a.txt', line: 2, author: 'ada' })
  const { github } = openAs(double)

  expect(await github.issueComments(SHOP, { since: null, page: 1 })).toMatchObject({
    value: {
      items: [{ kind: 'issue_comment', id: said, number: pull, body: 'Nice', author: 'ada', line: null }],
    },
  })
  expect(await github.reviewComments(SHOP, { since: null, page: 1 })).toMatchObject({
    value: { items: [{ kind: 'review_comment', id: line, number: pull, path: 'a.txt', line: 2 }] },
  })
  expect(await github.reviews(SHOP, pull)).toContainEqual(
    expect.objectContaining({ id: review, state: 'CHANGES_REQUESTED', body: 'Please', author: 'ada' }),
  )
  expect(await github.labels(SHOP, 1)).toMatchObject({
    value: { items: expect.arrayContaining([expect.objectContaining({ name: 'ui' })]) },
  })
})

it('takes check runs and commit statuses for the same', async () => {
  const double = await openShop()
  const sha = await double.world.commit(SHOP, { branch: 'topic', files: { a: 'a' } })
  double.world.setCheckRun(SHOP, sha, { name: 'build', status: 'in_progress' })
  double.world.setStatus(SHOP, sha, { context: 'old-ci', state: 'failure' })
  const { github } = openAs(double)

  const first = await github.checkRuns(SHOP, sha)
  expect(first).toMatchObject({
    status: 'found',
    checks: [
      { name: 'build', status: 'in_progress', conclusion: null },
      { name: 'old-ci', status: 'completed', conclusion: 'failure' },
    ],
  })

  const tag = first.status === 'found' ? first.tag : null
  double.log.clear()
  expect(await github.checkRuns(SHOP, sha, tag)).toEqual({ status: 'unchanged' })
  expect(double.log.requests().map(({ status, spentQuota }) => [status, spentQuota])).toEqual([
    [304, false],
    [304, false],
  ])
  double.world.setCheckRun(SHOP, sha, { name: 'build', conclusion: 'success' })
  expect(await github.checkRuns(SHOP, sha, tag)).toMatchObject({
    status: 'found',
    checks: [{ name: 'build', conclusion: 'success' }, { name: 'old-ci' }],
  })
  // Another credential's tags are of no use.
  const others = tag && { ...tag, identity: 'another' }
  expect(await github.checkRuns(SHOP, sha, others)).toMatchObject({ status: 'found' })
})

it('reads commit statuses alone where a token may not see check runs', async () => {
  const double = await openShop()
  double.world.changeToken(TOKEN, { permissions: { metadata: 'read', statuses: 'read' } })
  const sha = await double.world.commit(SHOP, { branch: 'topic', files: { a: 'a' } })
  double.world.setCheckRun(SHOP, sha, { name: 'build' })
  double.world.setStatus(SHOP, sha, { context: 'old-ci', state: 'pending' })
  const { github } = openAs(double)

  const first = await github.checkRuns(SHOP, sha)
  expect(first).toMatchObject({ status: 'found', checks: [{ name: 'old-ci', status: 'in_progress' }] })
  const tag = first.status === 'found' ? first.tag : null
  expect(await github.checkRuns(SHOP, sha, tag)).toEqual({ status: 'unchanged' })
})

it('counts without reading', async () => {
  const double = await openShop()
  await double.world.seed(SHOP, { issues: 12, pulls: 3 })
  const { world } = double
  const { github } = openAs(double)
  const before = double.log.requests().length

  expect(await github.count(SHOP, null)).toEqual({
    open: world.issues(SHOP).filter(({ state }) => state === 'open').length,
    all: 15,
    pulls: 3,
    comments: world.comments(SHOP).length,
    reviewComments: world.reviewComments(SHOP).length,
  })
  expect(double.log.requests().length - before).toBeLessThanOrEqual(6)
})

it('knows what became of an issue', async () => {
  const double = await openShop()
  await double.world.addRepository('mona/other')
  const [there, deleted, transferred] = ['a', 'b', 'c'].map((title) =>
    double.world.openIssue(SHOP, { title }),
  )
  double.world.deleteIssue(SHOP, deleted ?? 0)
  double.world.transferIssue(SHOP, transferred ?? 0, 'mona/other')
  const { github } = openAs(double)
  const fates = async () =>
    await Promise.all([there, deleted, transferred].map((number) => github.fateOf(SHOP, number ?? 0)))

  expect(await fates()).toEqual(['there', 'deleted', 'transferred'])
  double.world.renameRepository(SHOP, 'mona/store')
  expect(await fates()).toEqual(['there', 'deleted', 'transferred'])
})

it('calls no issue gone because its repository cannot be seen', async () => {
  const double = await openShop()
  const number = double.world.openIssue(SHOP, { title: 'One' })
  double.world.changeToken(TOKEN, { repositories: [] })

  expect(await failureOf(openAs(double).github.fateOf(SHOP, number))).toMatchObject({ status: 404 })
})

it('says where git reaches it, and with what', async () => {
  const double = await openShop()
  const { github } = openAs(double)

  expect(await github.remote(SHOP)).toEqual({
    url: `${double.url}/mona/shop.git`,
    header: `Authorization: Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`,
  })
})
