import { expect, it } from 'vitest'
import { openAs, openShop, SHOP } from './shop.fixture.ts'

it('asks with the tag that it was given, which costs nothing when nothing changed', async () => {
  const double = await openShop()
  double.world.openIssue(SHOP, { title: 'One' })
  const { github } = openAs(double)
  const query = { state: 'all', since: null, page: 1 } as const

  const first = await github.issues(SHOP, query)
  if (first.status !== 'found' || !first.tag) throw new Error('GitHub tags its lists.')
  expect(first.tag).toEqual({ identity: expect.stringMatching(/^[0-9a-f]{16}$/), etag: expect.any(String) })

  const second = await github.issues(SHOP, query, first.tag)
  expect(second).toEqual({
    status: 'unchanged',
    rate: expect.objectContaining({ remaining: first.rate?.remaining }),
  })

  double.world.openIssue(SHOP, { title: 'Two' })
  expect(await github.issues(SHOP, query, first.tag)).toMatchObject({ status: 'found' })
})

it('keeps the tag of one token from another', async () => {
  const double = await openShop()
  const other = 'ghp_anothertokenofthesameshape00000000000'
  double.world.addToken(other, { login: 'mona', repositories: 'all', permissions: { metadata: 'read' } })

  const first = await openAs(double).github.repo(SHOP)
  if (first.status !== 'found' || !first.tag) throw new Error('GitHub tags its answers.')
  const second = await openAs(double, { token: other }).github.repo(SHOP, first.tag)

  if (second.status !== 'found') throw new Error('The tag of another token was sent.')
  expect(second.tag?.identity).not.toBe(first.tag.identity)
})
