import { DIRECT, type OutboundSettings } from '@pm-bot/domain'
import { expect, it } from 'vitest'
import { HIDDEN_HOST, hide } from '../../../tests/setup/behind-a-proxy.ts'
import { openGitHub } from './open-github.ts'
import { failureOf, openShop, SHOP, TOKEN } from './shop.fixture.ts'

async function hiddenShop() {
  const double = await openShop()
  const hidden = await hide(Number(new URL(double.apiUrl).port))
  const outbound = { ...DIRECT, httpsProxy: hidden.proxyUrl, caFile: hidden.caFile }
  const openBy = (change: Partial<OutboundSettings> = {}) =>
    openGitHub(
      { apiUrl: new URL(`https://${HIDDEN_HOST}/api/v3`), token: TOKEN, app: null },
      { version: '1', pace: false, outbound: { ...outbound, ...change } },
    )
  return { double, hidden, outbound, openBy }
}

it('goes through the proxy, and trusts the authority that is named', async () => {
  const { double, hidden, openBy } = await hiddenShop()
  const { github, writer } = openBy()

  const first = await github.repo(SHOP)
  expect(first).toMatchObject({ status: 'found', value: { fullName: SHOP } })
  expect(await github.repo(SHOP, first.status === 'found' ? first.tag! : undefined)).toMatchObject({
    status: 'unchanged',
  })
  const { number } = await writer!.ensureIssue({
    fullName: SHOP,
    title: 'é',
    body: 'b',
    labels: [],
    marker: '<!-- m -->',
    since: null,
  })
  expect(double.world.issues(SHOP)).toMatchObject([{ number, title: 'é' }])
  expect((await failureOf(github.pull(SHOP, 999))).message).toContain('Not Found')
  expect(new Set(hidden.connects)).toEqual(new Set([`${HIDDEN_HOST}:443`]))
})

it('follows a renamed repository there as well, and nobody to another host', async () => {
  const { double, openBy } = await hiddenShop()
  double.world.renameRepository(SHOP, 'mona/store')
  expect(await openBy().github.repo('mona/store')).toMatchObject({ value: { fullName: 'mona/store' } })
  // The double names the host that it knows itself by, which is another one here.
  expect((await failureOf(openBy().github.repo(SHOP))).message).toMatch(/301|Moved/)
})

it('says what is missing', async () => {
  const { double, hidden, openBy } = await hiddenShop()
  expect((await failureOf(openBy({ caFile: null }).github.repo(SHOP))).message).toMatch(/certificate/)
  expect((await failureOf(openBy({ caFile: '/nowhere.pem' }).github.repo(SHOP))).message).toMatch(
    /certificates \/nowhere.pem cannot be read \(ENOENT\).*NODE_EXTRA_CA_CERTS/,
  )
  const before = hidden.connects.length
  expect((await failureOf(openBy({ noProxy: HIDDEN_HOST }).github.repo(SHOP))).message).toMatch(
    /ENOTFOUND|EAI_AGAIN/,
  )
  expect(hidden.connects).toHaveLength(before)
  const mistaken = hidden.proxyUrl.replace('secret', 'mistaken')
  const refused = await failureOf(openBy({ httpsProxy: mistaken }).github.repo(SHOP))
  expect(refused.message).toContain('407')
  expect(refused.message).not.toContain('mistaken')
  expect(double.log.requests()).toEqual([])
})
