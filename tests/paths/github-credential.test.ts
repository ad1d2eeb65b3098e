import { expect, test } from 'vitest'
import { startProduct } from '../setup/product.ts'
import { settingsOf, shareGitHub } from './github-sync.fixture.ts'

const gitHub = shareGitHub()

test('a token that was taken out of the settings is not shown any more after the start', async () => {
  const product = await startProduct('sqlite', settingsOf(gitHub()))
  const github = async () => (await product.client.request('GET', '/api/github')).body
  await product.client.request('POST', '/api/github/check', {})
  await expect
    .poll(github, { timeout: 20_000 })
    .toMatchObject({ auth: 'token', status: 'idle', connection: { login: 'mona' } })

  await product.stop()
  delete product.environment.GITHUB_TOKEN
  await product.restart()
  await expect
    .poll(github, { timeout: 20_000 })
    .toMatchObject({ auth: 'none', status: 'idle', connection: { login: null } })
  // And nobody is asked again at the next start.
  gitHub().log.clear()
  await product.stop()
  await product.restart()
  await expect.poll(async () => (await product.client.request('GET', '/api/health')).status).toBe(200)
  expect(gitHub().log.requests()).toEqual([])
}, 90_000)
