import { expect, test } from 'vitest'
import { openDouble, SHOP } from './double.fixture.ts'
import { runGit } from './git/run-git.ts'

test('a large repository has a past that its seed repeats, with every commit in git', async () => {
  const double = await openDouble()
  const { world } = double
  world.stopClock('2026-06-01T00:00:00Z')
  const { path } = await world.addRepository('acme/large')
  const seeded = await world.seed('acme/large', { issues: 5000, pulls: 800 })
  expect(seeded).toMatchObject({ issues: 5000, pulls: 800 })

  const issues = world.issues('acme/large')
  expect(issues).toHaveLength(5800)
  expect(issues.filter(({ kind }) => kind === 'pull')).toHaveLength(800)
  expect(issues.reduce((total, { comments }) => total + comments, 0)).toBe(seeded.comments)
  expect(
    issues.every(
      ({ createdAt, updatedAt }) =>
        createdAt <= updatedAt && Date.parse(updatedAt) <= Date.parse(world.now()),
    ),
  ).toBe(true)
  expect(new Set(issues.map(({ authorAssociation }) => authorAssociation)).size).toBeGreaterThan(3)
  // What would have come after now has not happened yet.
  const lastHour = Date.parse(world.now()) - 3_600_000
  expect(issues.filter(({ updatedAt }) => Date.parse(updatedAt) > lastHour).length).toBeLessThan(20)
  const said = [...world.comments('acme/large'), ...world.reviewComments('acme/large')]
  expect(said.filter(({ createdAt }) => Date.parse(createdAt) > lastHour).length).toBeLessThan(20)

  const { stdout } = await runGit(path, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/pull'])
  const known = world.pulls('acme/large').map(({ headSha, number }) => `${headSha} refs/pull/${number}/head`)
  expect(stdout.trim().split('\n').sort()).toEqual(known.sort())
})

test('another seed makes another past', async () => {
  const titles = async (seed: number) => {
    const { world } = await openDouble()
    world.stopClock('2026-06-01T00:00:00Z')
    await world.seed(SHOP, { issues: 30, seed })
    return world.issues(SHOP).map(({ title, createdAt }) => title + createdAt)
  }
  const first = await titles(1)
  expect(await titles(1)).toEqual(first)
  expect(await titles(2)).not.toEqual(first)
})
