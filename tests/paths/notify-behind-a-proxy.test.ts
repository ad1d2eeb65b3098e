import { createPublicKey, verify } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { openBrowserDouble } from '../../packages/notify/src/browser-double.fixture.ts'
import { openHttpDouble } from '../../packages/notify/src/http-double.fixture.ts'
import { HIDDEN_HOST, hide } from '../setup/behind-a-proxy.ts'
import { startProduct } from '../setup/product.ts'

test('a browser is reached through the proxy and the authority that everything else goes by', async () => {
  const double = await openHttpDouble()
  onTestFinished(() => double.close())
  const hidden = await hide(Number(new URL(double.url).port))
  const product = await startProduct('sqlite', {
    HTTPS_PROXY: hidden.proxyUrl,
    NODE_EXTRA_CA_CERTS: hidden.caFile,
  })
  const { client } = product
  const browser = openBrowserDouble()
  const { body: made, status } = await client.request('POST', '/api/notifiers', {
    name: 'Firefox',
    target: { kind: 'web_push', service: HIDDEN_HOST, browser: 'Firefox on Linux' },
    secret: browser.subscription(`https://${HIDDEN_HOST}/send/abc`),
  })
  expect(status).toBe(201)
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
  const { id } = await client.propose(repoId, ['true'])
  const item = await client.pendingItem(id)

  await expect.poll(() => double.received.length, { timeout: 20_000 }).toBe(1)
  const [{ path, body, headers }] = double.received as [(typeof double.received)[0]]
  expect(path).toBe('/send/abc')
  expect(browser.read(body)).toMatchObject({
    text: 'A run waits to be started.',
    url: new URL(`/inbox/${item.id}`, product.address).href,
  })
  expect(hidden.connects).toContain(`${HIDDEN_HOST}:443`)

  // Signed with the key that the page subscribes with.
  const { publicKey } = (await client.request('GET', '/api/notifiers/push-key')).body
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y } as never, format: 'jwk' })
  const [, token] = /t=([^,]+)/.exec(headers.authorization ?? '') ?? []
  const [head, claims, signature] = token!.split('.')
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature!, 'base64url'),
  )
  expect(isSigned).toBe(true)

  // Forgotten by the browser, it is turned off and asked no more.
  double.answers(() => ({ status: 410 }))
  await client.propose(repoId, ['true'])
  const read = async () => (await client.request('GET', '/api/notifiers')).body.items[0]
  await expect.poll(async () => (await read()).isOn, { timeout: 20_000 }).toBe(false)
  expect(await read()).toMatchObject({ id: made.id, last: { status: 'failed', answer: 'HTTP 410: ok' } })
})
