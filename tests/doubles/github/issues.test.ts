import { describe, expect, test } from 'vitest'
import { octokitFor, openDouble, refusal, SHOP, shop, TOKEN } from './double.fixture.ts'

describe('an issue', () => {
  test('is opened, changed, closed and opened again', async () => {
    const double = await openDouble()
    const octokit = octokitFor(double)
    const { data: opened } = await octokit.issues.create({
      ...shop,
      title: 'Broken',
      body: 'See log',
      labels: ['bug', 'new'],
    })
    expect(opened).toMatchObject({
      number: 1,
      state: 'open',
      state_reason: null,
      author_association: 'OWNER',
    })
    expect(double.world.labels(SHOP)).toContain('new')

    const update = async (changes: object) =>
      (await octokit.issues.update({ ...shop, issue_number: 1, ...changes })).data
    expect(await update({ title: 'Fixed', state: 'closed', state_reason: 'not_planned' })).toMatchObject({
      title: 'Fixed',
      state: 'closed',
      state_reason: 'not_planned',
      closed_by: { login: 'acme' },
    })
    expect(await update({ state: 'open', labels: [] })).toMatchObject({
      state: 'open',
      state_reason: 'reopened',
      closed_at: null,
      labels: [],
    })
    expect(double.log.writes().map(({ kind, target }) => [kind, target])).toEqual([
      ['create-issue', 1],
      ['update-issue', 1],
      ['update-issue', 1],
    ])
  })

  test('without a title is refused, and no write', async () => {
    const double = await openDouble()
    const create = octokitFor(double).request('POST /repos/{owner}/{repo}/issues', { ...shop } as never)
    expect(await refusal(create)).toMatchObject({ status: 422, message: expect.stringContaining('title') })
    expect(double.log.writes()).toEqual([])
  })

  test('that was deleted is gone, and one that was transferred is found where it went', async () => {
    const double = await openDouble()
    const { world } = double
    await world.addRepository('acme/other')
    world.openIssue(SHOP, { title: 'Delete me' })
    world.openIssue(SHOP, { title: 'Move me' })
    world.comment(SHOP, 2, { body: 'Take me along' })
    world.deleteIssue(SHOP, 1)
    const number = world.transferIssue(SHOP, 2, 'acme/other')

    const octokit = octokitFor(double)
    const get = (issue_number: number) => octokit.issues.get({ ...shop, issue_number })
    expect(await refusal(get(1))).toMatchObject({ status: 410, message: 'This issue was deleted' })
    expect(await refusal(get(99))).toMatchObject({ status: 404 })
    const response = await fetch(`${double.apiUrl}/repos/acme/shop/issues/2`, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${TOKEN}` },
    })
    expect(response.status).toBe(301)
    const { data } = await get(2)
    expect(data).toMatchObject({
      number,
      title: 'Move me',
      repository_url: `${double.apiUrl}/repos/acme/other`,
    })
    const { data: comments } = await octokit.issues.listComments({ ...shop, issue_number: 2 })
    expect(comments).toMatchObject([{ body: 'Take me along' }])
  })
})

test('a comment is written, changed and deleted, and its issue counts and dates it', async () => {
  const double = await openDouble()
  const { world } = double
  world.stopClock('2026-01-01T00:00:00Z')
  world.openIssue(SHOP, { title: 'Talk' })
  const octokit = octokitFor(double)
  world.advanceClock(60_000)
  const { data } = await octokit.issues.createComment({ ...shop, issue_number: 1, body: 'First' })
  expect(world.issue(SHOP, 1)).toMatchObject({ comments: 1, updatedAt: '2026-01-01T00:01:00Z' })

  world.advanceClock(60_000)
  const comment = { ...shop, comment_id: data.id }
  const { data: edited } = await octokit.issues.updateComment({ ...comment, body: 'Second' })
  expect(edited).toMatchObject({
    body: 'Second',
    created_at: '2026-01-01T00:01:00Z',
    updated_at: '2026-01-01T00:02:00Z',
  })
  expect((await octokit.issues.getComment(comment)).data.body).toBe('Second')
  expect((await octokit.issues.deleteComment(comment)).status).toBe(204)
  expect(await refusal(octokit.issues.deleteComment(comment))).toMatchObject({ status: 404 })
  expect(world.issue(SHOP, 1)).toMatchObject({ comments: 0, updatedAt: '2026-01-01T00:02:00Z' })
  expect(double.log.writes().map(({ kind }) => kind)).toEqual([
    'create-comment',
    'update-comment',
    'delete-comment',
  ])
})

test('labels are made, put on, taken off, and known by name in any case', async () => {
  const double = await openDouble()
  double.world.openIssue(SHOP, { title: 'Label me' })
  const octokit = octokitFor(double)
  const label = { ...shop, name: 'pm-bot', color: '00ff00', description: 'By pm-bot' }
  expect((await octokit.issues.createLabel(label)).data).toMatchObject({ name: 'pm-bot', color: '00ff00' })
  expect(await refusal(octokit.issues.createLabel({ ...label, name: 'PM-Bot' }))).toMatchObject({
    status: 422,
    message: 'Validation Failed',
    body: { errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }] },
  })
  const issue = { ...shop, issue_number: 1 }
  const { data } = await octokit.issues.addLabels({ ...issue, labels: ['pm-bot', 'Bug', 'odd/name'] })
  expect(data.map(({ name }) => name)).toEqual(['pm-bot', 'bug', 'odd/name'])
  const { data: left } = await octokit.issues.removeLabel({ ...issue, name: 'odd/name' })
  expect(left.map(({ name }) => name)).toEqual(['pm-bot', 'bug'])
  expect(await refusal(octokit.issues.removeLabel({ ...issue, name: 'odd/name' }))).toMatchObject({
    status: 404,
    message: 'Label does not exist',
  })
  expect((await octokit.issues.listLabelsOnIssue(issue)).data).toHaveLength(2)
  expect((await octokit.issues.listLabelsForRepo(shop)).data.map(({ name }) => name)).toContain('odd/name')
})
