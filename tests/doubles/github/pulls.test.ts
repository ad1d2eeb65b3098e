import { describe, expect, test } from 'vitest'
import { octokitFor, openDouble, refusal, SHOP, shop } from './double.fixture.ts'

const wanted = { ...shop, title: 'Change', head: 'pm-bot/1', base: 'main', draft: true }

describe('opening a pull request', () => {
  test('answers it with what git says of it', async () => {
    const double = await openDouble()
    const sha = await double.world.commit(SHOP, {
      branch: 'pm-bot/1',
      files: { 'a.txt': 'one\ntwo\n', 'README.md': null },
      message: 'Change it',
    })
    const octokit = octokitFor(double)
    const { data } = await octokit.pulls.create(wanted)
    expect(data).toMatchObject({
      number: 1,
      draft: true,
      state: 'open',
      head: { ref: 'pm-bot/1', label: 'acme:pm-bot/1', sha },
      base: { ref: 'main', sha: double.world.branches(SHOP).main },
      commits: 1,
      additions: 2,
      deletions: 1,
      changed_files: 2,
      mergeable: null,
      mergeable_state: 'unknown',
    })
    const { data: again } = await octokit.pulls.get({ ...shop, pull_number: 1 })
    expect(again).toMatchObject({ mergeable: true, mergeable_state: 'draft' })
    const { data: files } = await octokit.pulls.listFiles({ ...shop, pull_number: 1 })
    expect(files).toMatchObject([
      { filename: 'README.md', status: 'removed', deletions: 1 },
      { filename: 'a.txt', status: 'added', additions: 2, patch: '@@ -0,0 +1,2 @@\n+one\n+two' },
    ])
    expect(double.log.violations()).toEqual([])
  })

  test('is refused a second time for the same head, however it is spelt, and at the same moment', async () => {
    const double = await openDouble()
    await double.world.commit(SHOP, { branch: 'pm-bot/1', files: { 'a.txt': '1' } })
    const octokit = octokitFor(double)
    const results = await Promise.allSettled([
      octokit.pulls.create(wanted),
      octokit.pulls.create({ ...wanted, head: 'acme:pm-bot/1' }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(octokit.pulls.create(wanted))).toMatchObject({
      status: 422,
      message: 'Validation Failed',
      body: {
        errors: [
          {
            resource: 'PullRequest',
            code: 'custom',
            message: 'A pull request already exists for acme:pm-bot/1.',
          },
        ],
      },
    })
    expect(double.world.pulls(SHOP)).toHaveLength(1)
    await octokit.pulls.update({ ...shop, pull_number: 1, state: 'closed' })
    expect((await octokit.pulls.create(wanted)).data.number).toBe(2)
  })

  test('as a draft is refused where the plan has none', async () => {
    const double = await openDouble({ private: true, drafts: false })
    await double.world.commit(SHOP, { branch: 'pm-bot/1', files: { 'a.txt': '1' } })
    const octokit = octokitFor(double)
    expect(await refusal(octokit.pulls.create(wanted))).toMatchObject({
      status: 422,
      message: 'Draft pull requests are not supported in this repository.',
    })
    expect((await octokit.pulls.create({ ...wanted, draft: false })).data.draft).toBe(false)
  })

  test('is refused without a branch, a base or a commit', async () => {
    const double = await openDouble()
    const octokit = octokitFor(double)
    const main = double.world.branches(SHOP).main!
    const create = (changes: object) => refusal(octokit.pulls.create({ ...wanted, ...changes }))
    const invalid = (field: string) => ({
      status: 422,
      body: { errors: [{ resource: 'PullRequest', code: 'invalid', field }] },
    })
    expect(await create({})).toMatchObject(invalid('head'))
    expect(await create({ head: 'main', base: 'nowhere' })).toMatchObject(invalid('base'))
    await double.world.commit(SHOP, { branch: 'main', files: { 'b.txt': '2' } })
    await double.world.commit(SHOP, { branch: 'pm-bot/2', from: main, files: {} })
    expect(await create({ head: 'main' })).toMatchObject({
      status: 422,
      body: { errors: [{ message: 'No commits between main and main' }] },
    })
  })
})

describe('a pull request', () => {
  test('follows its branch, and what was said of a line that changed loses the line', async () => {
    const double = await openDouble()
    const { world } = double
    world.stopClock('2026-01-01T00:00:00Z')
    await world.openPull(SHOP, { title: 'Change', head: 'topic', files: { 'a.txt': '1\n', 'b.txt': '1\n' } })
    const line = { line: 1, body: 'Why?' }
    world.review(SHOP, 1, {
      state: 'CHANGES_REQUESTED',
      body: 'Not yet',
      author: 'reviewer',
      authorAssociation: 'MEMBER',
      comments: [
        { path: 'a.txt', ...line },
        { path: 'b.txt', ...line },
      ],
    })
    world.advanceClock(60_000)
    const sha = await world.commit(SHOP, { branch: 'topic', files: { 'a.txt': '2\n' } })

    const octokit = octokitFor(double)
    const pull = { ...shop, pull_number: 1 }
    expect((await octokit.pulls.get(pull)).data).toMatchObject({
      head: { sha },
      commits: 2,
      review_comments: 2,
      updated_at: '2026-01-01T00:01:00Z',
    })
    const { data: reviews } = await octokit.pulls.listReviews(pull)
    expect(reviews).toMatchObject([
      {
        state: 'CHANGES_REQUESTED',
        body: 'Not yet',
        author_association: 'MEMBER',
        user: { login: 'reviewer' },
      },
    ])
    const { data: comments } = await octokit.pulls.listReviewComments(pull)
    expect(comments.map(({ path, line: at, commit_id }) => [path, at, commit_id === sha])).toEqual([
      ['a.txt', null, false],
      ['b.txt', 1, true],
    ])
  })

  test('that conflicts is not mergeable', async () => {
    const double = await openDouble()
    await double.world.openPull(SHOP, { title: 'Ours', head: 'ours', files: { 'README.md': 'ours\n' } })
    await double.world.commit(SHOP, { branch: 'main', files: { 'README.md': 'theirs\n' } })
    const get = () => octokitFor(double).pulls.get({ ...shop, pull_number: 1 })
    expect((await get()).data.mergeable).toBeNull()
    expect((await get()).data).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
  })

  test('is merged on GitHub, or by a push to its base, or closed with its branch', async () => {
    const double = await openDouble()
    const { world } = double
    for (const head of ['one', 'two', 'three'])
      await world.openPull(SHOP, { title: head, head, files: { [head]: '1' } })
    const mergeSha = await world.mergePull(SHOP, 1, { by: 'maintainer' })
    await world.commit(SHOP, { branch: 'main', from: 'two', files: { 'more.txt': '1' } })
    await world.deleteBranch(SHOP, 'three')

    const octokit = octokitFor(double)
    const get = async (pull_number: number) => (await octokit.pulls.get({ ...shop, pull_number })).data
    expect(await get(1)).toMatchObject({
      state: 'closed',
      merged: true,
      merged_by: { login: 'maintainer' },
      merge_commit_sha: mergeSha,
    })
    expect(await get(2)).toMatchObject({ state: 'closed', merged: true })
    expect(await get(3)).toMatchObject({ state: 'closed', merged: false, merged_at: null })
    expect(await refusal(octokit.pulls.update({ ...shop, pull_number: 3, state: 'open' }))).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'state', code: 'invalid' }] },
    })
  })

  test('merged by a client is a violation', async () => {
    const double = await openDouble()
    await double.world.openPull(SHOP, { title: 'Change', head: 'pm-bot/1', files: { 'a.txt': '1' } })
    await octokitFor(double).pulls.merge({ ...shop, pull_number: 1 })
    expect(double.world.pull(SHOP, 1).merged).toBe(true)
    expect(double.log.violations()).toMatchObject([{ kind: 'merge', repository: SHOP, actor: 'acme' }])
  })
})

test('branches and refs are those of git; deleting one that is not pm-bot’s is a violation', async () => {
  const double = await openDouble()
  const sha = await double.world.commit(SHOP, {
    branch: 'pm-bot/1',
    files: { 'a.txt': '1' },
    message: 'Add a',
  })
  await double.world.commit(SHOP, { branch: 'topic', files: { 'b.txt': '1' } })
  const octokit = octokitFor(double)
  const ref = { ...shop, ref: 'heads/pm-bot/1' }
  expect((await octokit.git.getRef(ref)).data).toMatchObject({ ref: 'refs/heads/pm-bot/1', object: { sha } })
  expect(await refusal(octokit.git.getRef({ ...shop, ref: 'heads/pm-bot' }))).toMatchObject({ status: 404 })
  const { data } = await octokit.repos.getBranch({ ...shop, branch: 'pm-bot/1' })
  expect(data.commit).toMatchObject({ sha, commit: { message: 'Add a' } })
  expect((await octokit.repos.listBranches(shop)).data.map(({ name }) => name)).toEqual([
    'main',
    'pm-bot/1',
    'topic',
  ])

  await octokit.git.deleteRef(ref)
  expect(await refusal(octokit.git.deleteRef(ref))).toMatchObject({
    status: 422,
    message: 'Reference does not exist',
  })
  expect(double.log.violations()).toEqual([])
  await octokit.git.deleteRef({ ...shop, ref: 'heads/topic' })
  expect(double.log.violations()).toMatchObject([
    { kind: 'foreign-branch', detail: 'deletes refs/heads/topic' },
  ])
})

test('checks and statuses belong to a commit', async () => {
  const double = await openDouble()
  const { world } = double
  await world.openPull(SHOP, { title: 'Change', head: 'topic', files: { 'a.txt': '1' } })
  world.setCheckRun(SHOP, 'topic', { name: 'test', status: 'in_progress' })
  world.setCheckRun(SHOP, 'topic', { name: 'test', conclusion: 'failure', title: '2 failed' })
  world.setStatus(SHOP, 'topic', { context: 'ci', state: 'pending' })
  world.setStatus(SHOP, 'topic', { context: 'ci', state: 'success', description: 'Fine' })
  const octokit = octokitFor(double)
  const { headSha } = world.pull(SHOP, 1)
  const { data } = await octokit.checks.listForRef({ ...shop, ref: headSha })
  expect(data).toMatchObject({
    total_count: 1,
    check_runs: [{ conclusion: 'failure', head_sha: headSha, pull_requests: [{ number: 1 }] }],
  })
  const { data: status } = await octokit.repos.getCombinedStatusForRef({ ...shop, ref: 'topic' })
  expect(status).toMatchObject({
    state: 'success',
    total_count: 1,
    statuses: [{ context: 'ci', description: 'Fine' }],
  })
  const unknown = octokit.checks.listForRef({ ...shop, ref: 'f'.repeat(40) })
  expect(await refusal(unknown)).toMatchObject({
    status: 422,
    message: `No commit found for SHA: ${'f'.repeat(40)}`,
  })
})
