import { inspect } from 'node:util'
import { GitHubRefusedError } from '@pm-bot/domain'
import { expect, it } from 'vitest'
import { failureOf, openAs, openShop, SHOP, TOKEN } from './shop.fixture.ts'

it('repeats what GitHub says and hints at the cure', async () => {
  const double = await openShop()
  const issue = double.world.openIssue(SHOP, { title: 'One' })
  const { github, writer } = openAs(double)

  expect(await failureOf(github.repo('mona/none'))).toMatchObject({
    status: 404,
    message: 'Not Found',
    hint: expect.stringContaining('access to this repository'),
  })

  double.world.changeToken(TOKEN, { permissions: { metadata: 'read', issues: 'read' } })
  expect(await failureOf(writer.addLabels({ fullName: SHOP, number: issue, labels: ['bug'] }))).toMatchObject(
    {
      status: 403,
      message: 'Resource not accessible by personal access token',
      hint: expect.stringContaining('issues=write'),
    },
  )

  double.world.revokeToken(TOKEN)
  const error = await failureOf(github.repo(SHOP))
  expect(error).toBeInstanceOf(GitHubRefusedError)
  expect(error).toMatchObject({
    status: 401,
    message: 'Bad credentials',
    hint: expect.stringContaining('GITHUB_TOKEN'),
  })
})

it('says that a repository is archived', async () => {
  const double = await openShop()
  const issue = double.world.openIssue(SHOP, { title: 'One' })
  double.world.changeRepository(SHOP, { archived: true })

  expect(await failureOf(openAs(double).writer.close({ fullName: SHOP, number: issue }))).toMatchObject({
    status: 403,
    hint: expect.stringContaining('unarchive'),
  })
})

it('keeps the token out of everything that it throws', async () => {
  const double = await openShop()
  const { github, writer } = openAs(double)
  const issue = double.world.openIssue(SHOP, { title: 'One' })
  const errors: Error[] = [await failureOf(github.repo('mona/none'))]

  double.limits.hitSecondary({ requests: 1, retryAfterSeconds: 0 })
  errors.push(await failureOf(openAs(double).github.repo(SHOP)))
  double.faults.add({ kind: 'drop-after', on: ['rest-write'], times: 1 })
  errors.push(await failureOf(writer.close({ fullName: SHOP, number: issue })))
  double.faults.add({ kind: 'refuse-before', times: 3 })
  errors.push(await failureOf(github.repo(SHOP)))
  double.world.revokeToken(TOKEN)
  errors.push(await failureOf(github.repo(SHOP)))
  const closed = { apiUrl: 'http://127.0.0.1:1/api/v3' }
  errors.push(await failureOf(openAs(closed).github.repo(SHOP)))

  expect(errors.map(({ name }) => name)).toEqual([
    'GitHubRefusedError',
    'GitHubLimitError',
    'Error',
    'Error',
    'GitHubRefusedError',
    'Error',
  ])
  const base64 = Buffer.from(`x-access-token:${TOKEN}`).toString('base64')
  for (const error of errors) {
    const everything = `${inspect(error, { depth: null, showHidden: true })} ${error.stack} ${JSON.stringify(error)}`
    for (const secret of [TOKEN, encodeURIComponent(TOKEN), base64, Buffer.from(TOKEN).toString('hex')]) {
      expect(everything).not.toContain(secret)
    }
    expect(error.cause).toBeUndefined()
  }
})
