import { describe, expect, test } from 'vitest'
import { octokitFor, openDouble, refusal, shop, TOKEN } from './double.fixture.ts'

describe('a personal access token', () => {
  test('says whose it is, what it sees and when it ends', async () => {
    const double = await openDouble({ private: true })
    await double.world.addRepository('acme/secret', { private: true })
    await double.world.addRepository('zoo/public')
    const expiresAt = '2100-01-02T03:04:05.000Z'
    double.world.changeToken(TOKEN, { repositories: ['acme/shop'], expiresAt })
    const octokit = octokitFor(double)
    const { data, headers } = await octokit.users.getAuthenticated()
    expect(data).toMatchObject({ login: 'acme', type: 'User' })
    expect(headers['github-authentication-token-expiration']).toBe('2100-01-02 03:04:05 UTC')

    const repositories = await octokit.paginate('GET /user/repos')
    expect(repositories.map(({ full_name, permissions }) => [full_name, permissions?.push])).toEqual([
      ['acme/shop', true],
    ])
    const secret = { owner: 'acme', repo: 'secret' }
    expect(await refusal(octokit.repos.get(secret))).toMatchObject({ status: 404, message: 'Not Found' })
    const { data: open } = await octokit.repos.get({ owner: 'zoo', repo: 'public' })
    expect(open).toMatchObject({ private: false, permissions: { push: false, pull: true } })
  })

  test('that is wrong, revoked or over is answered 401', async () => {
    const double = await openDouble()
    const bad = { status: 401, message: 'Bad credentials' }
    expect(await refusal(octokitFor(double, 'wrong').repos.get(shop))).toMatchObject(bad)
    double.world.changeToken(TOKEN, { expiresAt: '2020-01-01T00:00:00Z' })
    expect(await refusal(octokitFor(double).repos.get(shop))).toMatchObject(bad)
    double.world.revokeToken(TOKEN)
    expect(await refusal(octokitFor(double).repos.get(shop))).toMatchObject(bad)
    expect(double.log.requests().map(({ actor }) => actor)).toEqual(Array(3).fill('unknown token'))
    expect(JSON.stringify(double.log.requests())).not.toContain(TOKEN)
  })

  test('without a permission is told which one it lacks', async () => {
    const double = await openDouble({ private: true })
    double.world.changeToken(TOKEN, { permissions: { metadata: 'read', issues: 'read' } })
    const octokit = octokitFor(double)
    await octokit.issues.listForRepo(shop)
    const forbidden = { status: 403, message: 'Resource not accessible by personal access token' }
    expect(await refusal(octokit.pulls.list(shop))).toMatchObject(forbidden)
    expect(await refusal(octokit.issues.create({ ...shop, title: 'No' }))).toMatchObject(forbidden)
    const response = await fetch(`${double.apiUrl}/repos/acme/shop/pulls`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    })
    expect(response.headers.get('x-accepted-github-permissions')).toBe('pull_requests=read')
  })

  test('of the fine-grained kind reads no check runs of a private repository', async () => {
    const double = await openDouble({ private: true })
    double.world.setCheckRun('acme/shop', 'main', {
      name: 'test',
      conclusion: 'failure',
      summary: 'Two failed',
    })
    const list = () => octokitFor(double).checks.listForRef({ ...shop, ref: 'main' })
    expect(await refusal(list())).toMatchObject({ status: 403 })
    double.world.changeToken(TOKEN, { kind: 'classic' })
    const { data } = await list()
    expect(data).toMatchObject({
      total_count: 1,
      check_runs: [
        { name: 'test', status: 'completed', conclusion: 'failure', output: { summary: 'Two failed' } },
      ],
    })
  })
})

test('without a token what is public is read, and nothing is written', async () => {
  const double = await openDouble()
  await double.world.addRepository('acme/secret', { private: true })
  const octokit = octokitFor(double, '')
  expect((await octokit.repos.get(shop)).data.permissions).toBeUndefined()
  expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'secret' }))).toMatchObject({ status: 404 })
  const create = octokit.issues.create({ ...shop, title: 'No' })
  expect(await refusal(create)).toMatchObject({ status: 401, message: 'Requires authentication' })
  expect(await refusal(octokit.users.getAuthenticated())).toMatchObject({ status: 401 })
})

test('a repository that was renamed is found under its former name', async () => {
  const double = await openDouble()
  double.world.renameRepository('acme/shop', 'acme/store')
  const { data } = await octokitFor(double).repos.get(shop)
  expect(data.full_name).toBe('acme/store')
  const first = await fetch(`${double.apiUrl}/repos/acme/shop/issues`, { redirect: 'manual' })
  expect(first.status).toBe(301)
  expect(first.headers.get('location')).toBe(`${double.apiUrl}/repositories/${data.id}/issues`)
})
