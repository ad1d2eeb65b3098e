import { expect, it } from 'vitest'
import { openGitHub } from './open-github.ts'
import { failureOf, openAs, openShop, SHOP } from './shop.fixture.ts'

it('reads what is public, within the quota of nobody, and writes nothing', async () => {
  const double = await openShop()
  await double.world.addRepository('mona/open')
  const { github } = openAs(double, { token: null })

  expect(await github.repo('mona/open')).toMatchObject({
    status: 'found',
    value: { private: false, canPush: false },
    tag: { identity: 'anonymous' },
    rate: { limit: 60 },
  })
  expect(await github.connection()).toMatchObject({ auth: 'none', login: null, rate: { limit: 60 } })
  expect(await github.remote('mona/open')).toEqual({ url: `${double.url}/mona/open.git`, header: null })
  for await (const page of github.visibleRepos()) expect(page).toBeUndefined()

  expect(await failureOf(github.repo(SHOP))).toMatchObject({
    name: 'GitHubRefusedError',
    status: 404,
    message: 'Not Found',
    hint: expect.stringContaining('GITHUB_TOKEN'),
  })
  const settings = { apiUrl: new URL(double.apiUrl), token: null, app: null }
  expect(openGitHub(settings, { version: '1' }).writer).toBeNull()
})
