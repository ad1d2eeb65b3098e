import { expect, test } from 'vitest'
import { HIDDEN_HOST, hide } from '../setup/behind-a-proxy.ts'
import { register, untilRepo } from '../setup/github-cache.ts'
import { assertGoodManners, openShop, REPO, TOKEN } from '../setup/on-github.ts'
import { startProduct } from '../setup/product.ts'

test('an Enterprise Server behind a proxy, with certificates of its own authority', async () => {
  const double = await openShop()
  const hidden = await hide(Number(new URL(double.apiUrl).port))
  const product = await startProduct('sqlite', {
    GITHUB_API_URL: `https://${HIDDEN_HOST}/api/v3`,
    GITHUB_TOKEN: TOKEN,
    HTTPS_PROXY: hidden.proxyUrl,
    NODE_EXTRA_CA_CERTS: hidden.caFile,
  })
  const { client } = product
  const repoId = await register(client, REPO)
  const sync = await untilRepo(client, repoId, ({ isImported, error }) => isImported || error !== null)
  expect(sync.error).toBe(null)

  const { id } = await client.propose(repoId, ['sh', '-c', 'echo more >> README.md'])
  await client.approveNext(id)
  await client.untilRun(id, 'blocked', 'failed')
  await client.approveNext(id)
  const done = await client.untilRun(id, 'completed', 'failed')
  expect(done.status, done.reason ?? '').toBe('completed')
  expect(double.world.branches(REPO)[`pm-bot/${id}`]).toBe(done.commitSha)
  expect(double.world.pulls(REPO)).toHaveLength(1)
  expect(new Set(hidden.connects)).toEqual(new Set([`${HIDDEN_HOST}:443`]))
  expect(product.output()).not.toContain('user:secret')
  assertGoodManners(double)
  await double.close()
}, 60_000)
