import { describe, expect, test } from 'vitest'
import { claimsOf, makeAppKey } from './app.fixture.ts'
import { octokitFor, openDouble, refusal, SHOP, shop, TOKEN } from './double.fixture.ts'

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

const KEY = makeAppKey()

async function openAppDouble() {
  const double = await openDouble({ private: true })
  const appId = double.world.addApp({ publicKey: KEY.publicKey })
  const installation_id = double.world.addInstallation({ appId, account: 'acme' })
  const asApp = octokitFor(double, KEY.jwt(claimsOf(appId)))
  const makeToken = async (options = {}) =>
    (await asApp.apps.createInstallationAccessToken({ installation_id, ...options })).data
  return { double, appId, installation_id, asApp, makeToken }
}

describe('a GitHub App', () => {
  test('finds its installations and makes tokens for them', async () => {
    const { asApp, appId, double, installation_id, makeToken } = await openAppDouble()
    expect((await asApp.apps.getAuthenticated()).data).toMatchObject({ id: appId, slug: 'pm-bot' })
    const { data } = await asApp.apps.listInstallations()
    expect(data).toMatchObject([
      { id: installation_id, account: { login: 'acme' }, repository_selection: 'all' },
    ])
    expect((await asApp.apps.getRepoInstallation(shop)).data.id).toBe(installation_id)

    const { token, expires_at } = await makeToken()
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(59 * 60_000)
    const octokit = octokitFor(double, token)
    const { data: list } = await octokit.apps.listReposAccessibleToInstallation()
    expect(list).toMatchObject({ total_count: 1, repositories: [{ full_name: SHOP }] })
    await octokit.issues.create({ ...shop, title: 'By an App' })
    const { data: issues } = await octokit.issues.listForRepo(shop)
    expect(issues).toMatchObject([
      { user: { login: 'pm-bot[bot]', type: 'Bot' }, performed_via_github_app: { id: appId } },
    ])
    expect(await refusal(octokit.users.getAuthenticated())).toMatchObject({
      status: 403,
      message: 'Resource not accessible by integration',
    })
  })

  test('has tokens that end, sooner if set so, and together', async () => {
    const { double, makeToken } = await openAppDouble()
    double.world.setTokenLifetime(-1)
    const over = await makeToken()
    double.world.setTokenLifetime(3_600_000)
    const good = await makeToken()
    const get = (token: string) => octokitFor(double, token).repos.get(shop)
    expect(await refusal(get(over.token))).toMatchObject({ status: 401, message: 'Bad credentials' })
    expect((await get(good.token)).status).toBe(200)
    double.world.expireInstallationTokens()
    expect(await refusal(get(good.token))).toMatchObject({ status: 401 })
  })

  test('gets no more than it was given', async () => {
    const { double, installation_id, makeToken } = await openAppDouble()
    await double.world.addRepository('acme/secret', { private: true })
    const { token } = await makeToken({
      repositories: ['shop'],
      permissions: { metadata: 'read', issues: 'read' },
    })
    const octokit = octokitFor(double, token)
    expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'secret' }))).toMatchObject({ status: 404 })
    expect(await refusal(octokit.issues.create({ ...shop, title: 'No' }))).toMatchObject({ status: 403 })
    expect(await refusal(makeToken({ repositories: ['nowhere'] }))).toMatchObject({ status: 422 })
    double.world.changeInstallation(installation_id, { suspended: true })
    expect(await refusal(octokit.repos.get(shop))).toMatchObject({ status: 403 })
  })

  test('is refused with a key, a time or an id that is wrong', async () => {
    const { double, appId } = await openAppDouble()
    const claims = claimsOf(appId)
    const ask = (jwt: string) => refusal(octokitFor(double, jwt).apps.getAuthenticated())
    expect(await ask(makeAppKey().jwt(claims))).toMatchObject({
      status: 401,
      message: 'A JSON web token could not be decoded',
    })
    expect(await ask(KEY.jwt({ ...claims, exp: claims.exp + 600 }))).toMatchObject({
      status: 401,
      message: "'Expiration time' claim ('exp') is too far in the future",
    })
    expect(await ask(KEY.jwt({ ...claims, exp: claims.iat }))).toMatchObject({ status: 401 })
    expect(await ask(KEY.jwt({ ...claims, iss: '1' }))).toMatchObject({ status: 404 })
  })
})
