import { expect, onTestFinished, test } from 'vitest'
import { octokitFor, refusal, SHOP, shop, TOKEN } from './double.fixture.ts'
import { startGitHubDouble } from './start-github-double.ts'

test('a double in a process of its own takes the same calls', async () => {
  const double = await startGitHubDouble({ seed: 3 })
  onTestFinished(() => double.close())
  const { id } = await double.world.addRepository(SHOP)
  await double.world.addToken(TOKEN, { login: 'acme' })
  expect(await double.world.seed(SHOP, { issues: 10 })).toMatchObject({ issues: 10, pulls: 0 })
  await double.faults.add({ kind: 'drop-after', on: ['rest-write'] })

  const octokit = octokitFor(double)
  expect((await octokit.repos.get(shop)).data.id).toBe(id)
  await expect(octokit.issues.create({ ...shop, title: 'Lost answer' })).rejects.toThrow()
  expect(await double.log.writes()).toMatchObject([{ kind: 'create-issue', target: 11, answered: false }])
  expect(await double.world.issue(SHOP, 11)).toMatchObject({ title: 'Lost answer' })
  await expect(double.world.issue(SHOP, 12)).rejects.toThrow('knows no issue 12')

  expect(await refusal(octokit.request('GET /zen'))).toMatchObject({ status: 404 })
  expect(await double.log.problems()).toEqual(['The double has no GET /zen.'])
})
