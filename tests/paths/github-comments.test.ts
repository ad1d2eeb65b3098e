import { expect, test } from 'vitest'
import { objectOf, objectsOf, register, syncNow, untilRepo } from '../setup/github-cache.ts'
import { shareProduct } from '../setup/product.ts'
import { letAWeekPass, OWNER, requestsAbout, settingsOf, shareGitHub } from './github-sync.fixture.ts'

const gitHub = shareGitHub()
const product = shareProduct('sqlite', async () => settingsOf(gitHub()))

async function addShop(name: string) {
  const fullName = `${OWNER}/${name}`
  await gitHub().world.addRepository(fullName, { private: true })
  return fullName
}

const bodiesOf = async (repoId: string, kind: 'issue' | 'pr', number: number) =>
  (await objectOf(product().client, repoId, kind, number)).conversation.map(({ body }) => body)

test('a comment that was deleted is gone as soon as its issue changes, by one request', async () => {
  const { client } = product()
  const fullName = await addShop('deleted')
  const { world } = gitHub()
  const [one, two] = [1, 2].map((n) => world.openIssue(fullName, { title: `Issue ${n}` })) as [number, number]
  for (const number of [one, two])
    for (const body of ['first', 'second']) world.comment(fullName, number, { body })
  const repoId = await register(client, fullName)
  await untilRepo(client, repoId, ({ isImported }) => isImported)
  expect(await bodiesOf(repoId, 'issue', one)).toEqual(['first', 'second'])

  world.deleteComment(fullName, world.comments(fullName, one)[0]!.id)
  world.changeIssue(fullName, one, { title: 'Changed' })
  world.changeIssue(fullName, two, { title: 'Changed as well' })
  gitHub().log.clear()
  await syncNow(client, repoId)
  expect(await bodiesOf(repoId, 'issue', one)).toEqual(['second'])
  expect(await bodiesOf(repoId, 'issue', two)).toEqual(['first', 'second'])
  const asked = requestsAbout(gitHub(), fullName).filter(({ path }) => /issues\/\d+\/comments/.test(path))
  expect(asked).toHaveLength(1)
})

test('once a week what was deleted without a change is found, on lines as well', async () => {
  const { client, environment } = product()
  const fullName = await addShop('weekly')
  const { world } = gitHub()
  await world.seed(fullName, { issues: 3, pulls: 4, comments: 1, reviews: 1 })
  const number = world.pulls(fullName).find(({ state }) => state === 'open')!.number
  const path = 'README.md'
  const [lost, kept] = ['lost', 'kept'].map((body) =>
    world.reviewComment(fullName, number, { body, path, line: 1, author: 'ada' }),
  ) as [number, number]
  const gone = world.comment(fullName, number, { body: 'gone' })
  const repoId = await register(client, fullName, '90-days')
  await untilRepo(client, repoId, ({ isImported }) => isImported)
  const before = await bodiesOf(repoId, 'pr', number)
  expect(before).toEqual(expect.arrayContaining(['lost', 'kept', 'gone']))
  // Also what was said long before the ninety days.
  expect(before).toHaveLength(
    world.comments(fullName, number).length + world.reviewComments(fullName, number).length,
  )

  world.deleteReviewComment(fullName, lost)
  world.deleteComment(fullName, gone)
  await letAWeekPass(environment, repoId)
  gitHub().log.clear()
  await syncNow(client, repoId)
  expect((await bodiesOf(repoId, 'pr', number)).sort()).toEqual(
    before.filter((body) => body !== 'lost' && body !== 'gone').sort(),
  )
  expect(world.reviewComments(fullName, number).map(({ id }) => id)).toContain(kept)
  const singly = requestsAbout(gitHub(), fullName).filter(({ path }) =>
    /(issues|pulls)\/\d+\/comments/.test(path),
  )
  expect(singly.length).toBeLessThanOrEqual(
    1 + world.pulls(fullName).filter(({ state }) => state === 'open').length,
  )
})

test('what was outside of an import comes back with all that was ever said there', async () => {
  const { client } = product()
  const fullName = await addShop('back')
  const { world } = gitHub()
  world.stopClock('2026-01-01T00:00:00Z')
  const issue = world.openIssue(fullName, { title: 'Old' })
  for (const body of ['a', 'b']) world.comment(fullName, issue, { body })
  world.closeIssue(fullName, issue)
  const sha = await world.commit(fullName, { branch: 'topic', files: { 'a.txt': 'a\n' }, from: 'main' })
  expect(sha).toBeTruthy()
  const pull = await world.openPull(fullName, { title: 'Old', head: 'topic', base: 'main' })
  world.reviewComment(fullName, pull, { body: 'on a line', path: 'a.txt', line: 1 })
  world.closePull(fullName, pull)
  world.stopClock(new Date().toISOString())
  const repoId = await register(client, fullName, 'open')
  await untilRepo(client, repoId, ({ isImported }) => isImported)
  expect(await objectsOf(client, repoId)).toEqual([])

  world.comment(fullName, issue, { body: 'c' })
  world.comment(fullName, pull, { body: 'again' })
  await syncNow(client, repoId)
  expect(await bodiesOf(repoId, 'issue', issue)).toEqual(['a', 'b', 'c'])
  expect((await bodiesOf(repoId, 'pr', pull)).sort()).toEqual(['again', 'on a line'])
})
