import { describe, expect, test } from 'vitest'
import { claimsOf, makeAppKey } from './app.fixture.ts'
import { octokitFor, openDouble, refusal, SHOP, shop } from './double.fixture.ts'

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
