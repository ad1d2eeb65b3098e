import { describe, expect, test } from 'vitest'
import { octokitFor, openDouble, SHOP, shop } from './double.fixture.ts'

describe('a list of issues', () => {
  test('is complete, in pages, and has the pull requests in it', async () => {
    const double = await openDouble()
    await double.world.seed(SHOP, { issues: 230, pulls: 40 })
    const octokit = octokitFor(double)

    const found = await octokit.paginate('GET /repos/{owner}/{repo}/issues', {
      ...shop,
      state: 'all',
      per_page: 100,
    })
    const known = double.world.issues(SHOP)
    expect(found.map(({ number }) => number).sort((a, b) => a - b)).toEqual(known.map(({ number }) => number))
    expect(found.filter((issue) => issue.pull_request)).toHaveLength(40)
    for (const issue of found) {
      const { title, body, state, updatedAt, author, authorAssociation, comments } = double.world.issue(
        SHOP,
        issue.number,
      )
      expect(issue).toMatchObject({
        title,
        body,
        state,
        comments,
        updated_at: updatedAt,
        user: { login: author },
        author_association: authorAssociation,
      })
    }
    expect(double.log.requests().filter(({ kind }) => kind === 'rest')).toHaveLength(3)
  })

  test('links to its other pages by the id of the repository', async () => {
    const double = await openDouble()
    await double.world.seed(SHOP, { issues: 25 })
    const { id } = double.world.repository(SHOP)
    const list = (page: number) =>
      octokitFor(double).issues.listForRepo({ ...shop, state: 'all', per_page: 10, page })

    const link = (page: number, rel: string) =>
      `<${double.apiUrl}/repositories/${id}/issues?state=all&per_page=10&page=${page}>; rel="${rel}"`
    expect((await list(1)).headers.link).toBe([link(2, 'next'), link(3, 'last')].join(', '))
    expect((await list(2)).headers.link).toBe(
      [link(1, 'prev'), link(3, 'next'), link(3, 'last'), link(1, 'first')].join(', '),
    )
    expect((await list(3)).headers.link).toBe([link(2, 'prev'), link(1, 'first')].join(', '))
    expect((await list(4)).data).toEqual([])
  })

  test('begins at since, in the order that was asked for', async () => {
    const double = await openDouble()
    const { world } = double
    world.stopClock('2026-01-01T00:00:00Z')
    for (const title of ['one', 'two', 'three']) {
      world.openIssue(SHOP, { title })
      world.advanceClock(60_000)
    }
    world.comment(SHOP, 1, { body: 'hello' })
    const list = async (since: string, direction: 'asc' | 'desc') => {
      const { data } = await octokitFor(double).issues.listForRepo({
        ...shop,
        since,
        sort: 'updated',
        direction,
      })
      return data.map(({ title }) => title)
    }
    expect(await list('2026-01-01T00:01:00Z', 'asc')).toEqual(['two', 'three', 'one'])
    expect(await list('2026-01-01T00:02:00Z', 'desc')).toEqual(['one', 'three'])
  })

  test('leaves out what is closed, deleted or went to another repository', async () => {
    const double = await openDouble()
    const { world } = double
    await world.addRepository('acme/other')
    const numbers = ['stays', 'closed', 'deleted', 'moved'].map((title) => world.openIssue(SHOP, { title }))
    world.closeIssue(SHOP, numbers[1]!)
    world.deleteIssue(SHOP, numbers[2]!)
    world.transferIssue(SHOP, numbers[3]!, 'acme/other')
    const titles = async (state: 'open' | 'all') =>
      (await octokitFor(double).issues.listForRepo({ ...shop, state })).data.map(({ title }) => title)
    expect(await titles('open')).toEqual(['stays'])
    expect(await titles('all')).toEqual(['closed', 'stays'])
  })
})

describe('a list of pull requests', () => {
  test('is complete, with heads that git has, and knows no since', async () => {
    const double = await openDouble()
    await double.world.seed(SHOP, { issues: 20, pulls: 120 })
    const parameters = { ...shop, state: 'all', sort: 'updated', direction: 'desc', per_page: 100 } as const
    const since = { since: '2100-01-01T00:00:00Z' }
    const found = await octokitFor(double).paginate('GET /repos/{owner}/{repo}/pulls', {
      ...parameters,
      ...since,
    })

    expect(found).toHaveLength(120)
    const times = found.map(({ updated_at }) => updated_at)
    expect(times).toEqual(times.toSorted().reverse())
    const branches = double.world.branches(SHOP)
    for (const pull of found.filter(({ state }) => state === 'open')) {
      expect(pull.head.sha).toBe(branches[pull.head.ref])
    }
  })

  test('can be asked for by head', async () => {
    const double = await openDouble()
    await double.world.openPull(SHOP, { title: 'One', head: 'one', files: { 'one.txt': '1' } })
    await double.world.openPull(SHOP, { title: 'Two', head: 'two', files: { 'two.txt': '2' } })
    const { data } = await octokitFor(double).pulls.list({ ...shop, head: 'acme:two' })
    expect(data.map(({ title }) => title)).toEqual(['Two'])
  })
})

test('what was said is listed for the whole repository, since a time', async () => {
  const double = await openDouble()
  await double.world.seed(SHOP, { issues: 100, pulls: 60, comments: 2, reviews: 2 })
  const octokit = octokitFor(double)
  const comments = await octokit.paginate('GET /repos/{owner}/{repo}/issues/comments', {
    ...shop,
    per_page: 100,
  })
  expect(comments.map(({ id }) => id)).toEqual(double.world.comments(SHOP).map(({ id }) => id))

  const lines = await octokit.paginate('GET /repos/{owner}/{repo}/pulls/comments', { ...shop, per_page: 100 })
  expect(lines.map(({ id }) => id)).toEqual(double.world.reviewComments(SHOP).map(({ id }) => id))

  const { updated_at: since } = comments[150]!
  const late = { ...shop, per_page: 100, since, sort: 'updated', direction: 'desc' } as const
  const newer = await octokit.paginate('GET /repos/{owner}/{repo}/issues/comments', late)
  expect(newer).toHaveLength(comments.filter(({ updated_at }) => updated_at >= since).length)

  const [pull] = double.world.reviews(SHOP)
  const { data } = await octokit.pulls.listReviews({ ...shop, pull_number: pull!.number })
  expect(data.map(({ id }) => id)).toEqual(double.world.reviews(SHOP, pull!.number).map(({ id }) => id))
})
