import { describe, expect, test } from 'vitest'
import {
  cacheProblems,
  objectOf,
  objectsOf,
  readRepo,
  register,
  syncNow,
  untilRepo,
} from '../setup/github-cache.ts'
import { DATABASES, shareProduct, startProduct } from '../setup/product.ts'
import { rowsOf } from '../setup/rows.ts'
import { letAWeekPass, OWNER, requestsAbout, settingsOf, shareGitHub, TOKEN } from './github-sync.fixture.ts'

const gitHub = shareGitHub()

describe.each(DATABASES)('a repository on GitHub, on %s', (database) => {
  const product = shareProduct(database, async () => settingsOf(gitHub()))
  const nameOf = (name: string) => `${OWNER}/${name}-${database}`

  async function addShop(name: string, seed: { issues: number; pulls: number }) {
    const fullName = nameOf(name)
    await gitHub().world.addRepository(fullName, { private: true, defaultBranch: 'trunk' })
    const seeded = await gitHub().world.seed(fullName, seed)
    return { fullName, seeded }
  }

  test('is imported whole, and shown without asking GitHub', async () => {
    const { client } = product()
    const { fullName, seeded } = await addShop('shop', { issues: 230, pulls: 20 })
    const { world } = gitHub()
    const repoId = await register(client, `https://github.com/${fullName}.git`)
    const sync = await untilRepo(client, repoId, ({ isImported }) => isImported)
    const pages = (n: number) => Math.ceil(n / 100)
    const { issues, pulls, comments, reviewComments } = seeded
    expect(requestsAbout(gitHub(), fullName).length).toBeLessThanOrEqual(
      pages(issues + pulls) + pages(pulls) + pages(comments) + pages(reviewComments) + 12,
    )
    expect(sync).toMatchObject({
      depth: 'all',
      status: 'idle',
      mode: null,
      error: null,
      failures: 0,
      progress: null,
      objects: issues + pulls,
      openIssues: world.issues(fullName).filter(({ kind, state }) => kind === 'issue' && state === 'open')
        .length,
      openPulls: world.pulls(fullName).filter(({ state }) => state === 'open').length,
      rate: { limit: 100_000 },
    })
    expect(Date.parse(sync.nextSyncAt!)).toBeGreaterThan(Date.parse(sync.lastSyncAt!))
    expect(await readRepo(client, repoId)).toMatchObject({
      source: 'github',
      fullName,
      path: null,
      defaultBranch: 'trunk',
    })

    gitHub().log.clear()
    expect(await cacheProblems(gitHub().world, fullName, client, repoId)).toEqual([])
    const [pull] = world.pulls(fullName)
    const said = [...world.comments(fullName, pull!.number), ...world.reviewComments(fullName, pull!.number)]
    const shown = await objectOf(client, repoId, 'pr', pull!.number)
    expect(shown.body).toBe(pull!.body ?? '')
    expect(shown.conversation.map(({ body }) => body).sort()).toEqual(said.map(({ body }) => body).sort())
    const rows = await rowsOf(product().environment)('github_comments')
    expect(rows.filter(({ repo_id }) => repo_id === repoId)).toHaveLength(comments + reviewComments)

    const open = await objectsOf(client, repoId, '&kind=issue&state=open')
    expect(open).toHaveLength(sync.openIssues)
    const times = open.map(({ updatedAt }) => updatedAt)
    expect(times).toEqual([...times].sort().reverse())
    expect((await objectsOf(client, repoId, '&q=%237')).map(({ number }) => number)).toContain(7)
    const { title } = open[0]!
    const found = await objectsOf(client, repoId, `&q=${encodeURIComponent(title.toUpperCase())}`)
    expect(found.map((object) => object.title)).toContain(title)
    expect(await objectsOf(client, repoId, '&q=100%25_')).toEqual([])
    expect(requestsAbout(gitHub(), fullName)).toEqual([])
    expect((await rowsOf(product().environment)('github_labels')).length).toBeGreaterThan(0)
  })

  test('asks for what changed, and no more', async () => {
    const { client } = product()
    const { fullName } = await addShop('refresh', { issues: 40, pulls: 5 })
    const { world, log } = gitHub()
    const repoId = await register(client, fullName)
    await untilRepo(client, repoId, ({ isImported }) => isImported)
    await syncNow(client, repoId)

    log.clear()
    await syncNow(client, repoId)
    const quiet = requestsAbout(gitHub(), fullName)
    expect(quiet.filter(({ spentQuota }) => spentQuota)).toEqual([])
    expect(quiet.map(({ status }) => status)).toEqual(quiet.map(() => 304))

    for (const number of [1, 2, 3, 4]) world.changeIssue(fullName, number, { title: `Changed ${number}` })
    world.closeIssue(fullName, world.issues(fullName).find(({ state }) => state === 'open')!.number)
    for (const title of ['New', 'Newer']) world.openIssue(fullName, { title, labels: [] })
    const open = world.pulls(fullName).find(({ state }) => state === 'open')
    if (open) world.closePull(fullName, open.number)
    world.comment(fullName, 3, { body: 'Look at this.' })
    world.comment(fullName, 4, { body: 'And at this.' })
    log.clear()
    await syncNow(client, repoId)
    const asked = requestsAbout(gitHub(), fullName)
    expect(asked.filter(({ spentQuota }) => spentQuota).length).toBeLessThanOrEqual(6)
    expect(asked.filter(({ path }) => path.includes('/labels')).map(({ status }) => status)).toEqual([304])
    expect(asked.filter(({ path }) => /reviews|check-runs/.test(path))).toEqual([])
    expect(await cacheProblems(gitHub().world, fullName, client, repoId)).toEqual([])
    expect((await objectOf(client, repoId, 'issue', 3)).conversation.at(-1)?.body).toBe('Look at this.')
  })

  test('loses nothing that changes while it is imported', async () => {
    const { client } = product()
    const { fullName } = await addShop('busy', { issues: 350, pulls: 10 })
    const { world } = gitHub()
    let asked = 0
    gitHub().onRequest(({ path }) => {
      if (!path.startsWith(`/repos/${fullName}/`) || !/issues\?|pulls\?/.test(path)) return
      // What was on a page before moves to the end, and everything behind it to the front.
      asked += 1
      if (asked > 8) return
      for (const number of [1, 2, 3])
        world.changeIssue(fullName, asked * 20 + number, { title: `Busy ${asked}` })
      world.openIssue(fullName, { title: `Meanwhile ${asked}` })
    })
    const repoId = await register(client, fullName)
    await untilRepo(client, repoId, ({ isImported }) => isImported)
    await syncNow(client, repoId)
    expect(asked).toBeGreaterThan(5)
    expect(await cacheProblems(gitHub().world, fullName, client, repoId)).toEqual([])
  })

  test('imports what is open, and then every change', async () => {
    const { client } = product()
    const { fullName } = await addShop('open', { issues: 60, pulls: 8 })
    const { world } = gitHub()
    const repoId = await register(client, fullName, 'open')
    await untilRepo(client, repoId, ({ isImported }) => isImported)
    const dayAgo = new Date(Date.now() - 24 * 3600 * 1000).toISOString()
    const wanted = world
      .issues(fullName)
      .filter(({ state, updatedAt }) => state === 'open' || updatedAt > dayAgo)
      .map(({ number }) => number)
    const numbers = (await objectsOf(client, repoId)).map(({ number }) => number)
    expect(numbers.sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b))

    const closed = world.issues(fullName).find(({ state }) => state === 'closed')!
    world.changeIssue(fullName, closed.number, { title: 'Closed and changed' })
    await syncNow(client, repoId)
    const kind = closed.kind === 'pull' ? 'pr' : 'issue'
    expect(await objectOf(client, repoId, kind, closed.number)).toMatchObject({ title: 'Closed and changed' })
  })

  test('is reconciled: what was deleted or transferred is found, which no list shows', async () => {
    const { client, environment } = product()
    const { fullName } = await addShop('weekly', { issues: 15, pulls: 2 })
    const { world } = gitHub()
    const repoId = await register(client, fullName)
    await untilRepo(client, repoId, ({ isImported }) => isImported)
    const [gone, moved] = world.issues(fullName).filter(({ kind }) => kind === 'issue')
    world.deleteIssue(fullName, gone!.number)
    await world.addRepository(`${fullName}-other`)
    world.transferIssue(fullName, moved!.number, `${fullName}-other`)
    await syncNow(client, repoId)
    expect(await objectOf(client, repoId, 'issue', gone!.number)).toMatchObject({ state: gone!.state })

    await letAWeekPass(environment, repoId)
    await syncNow(client, repoId)
    expect(await objectOf(client, repoId, 'issue', gone!.number)).toMatchObject({ state: 'deleted' })
    expect(await objectOf(client, repoId, 'issue', moved!.number)).toMatchObject({ state: 'transferred' })
    expect(await cacheProblems(world, fullName, client, repoId)).toEqual([])
  })

  test('hears of changes that show late, and waits when GitHub says so', async () => {
    const { client } = product()
    const { fullName } = await addShop('late', { issues: 12, pulls: 1 })
    const { world, faults, limits } = gitHub()
    const repoId = await register(client, fullName)
    await untilRepo(client, repoId, ({ isImported }) => isImported)
    faults.updateLate({ probability: 0.5, upToMilliseconds: 50_000 })
    for (const number of [1, 2, 3, 4, 5, 6]) {
      world.changeIssue(fullName, number, { title: `Late ${number}` })
      if (number % 2 === 0) await syncNow(client, repoId)
    }
    faults.updateLate({ probability: 0, upToMilliseconds: 0 })
    expect(await cacheProblems(world, fullName, client, repoId)).toEqual([])

    limits.hitSecondary({ owner: OWNER, requests: 1, retryAfterSeconds: 1 })
    await client.request('POST', `/api/repos/${repoId}/sync`, {})
    const waiting = await untilRepo(client, repoId, ({ error }) => error !== null)
    expect(waiting).toMatchObject({
      status: 'waiting',
      failures: 0,
      error: {
        message: expect.stringContaining('secondary rate limit'),
        hint: expect.stringContaining('by itself'),
        until: expect.any(String),
      },
    })
    const wait = Date.parse(waiting.error!.until!) - Date.parse(waiting.error!.at)
    expect(Math.abs(wait - 1000)).toBeLessThan(1000)
    expect(await untilRepo(client, repoId, ({ status }) => status === 'idle')).toMatchObject({ error: null })
  })

  test('is looked at as often as its policy allows, the look that is due already included', async () => {
    const { client } = product()
    const { fullName } = await addShop('bounded', { issues: 3, pulls: 1 })
    const repoId = await register(client, fullName)
    await untilRepo(client, repoId, ({ nextSyncAt }) => nextSyncAt !== null)
    const bound = async (min: number, max: number) => {
      const body = { policy: { pollSeconds: { min, max } } }
      const answer = await client.request('PATCH', `/api/repos/${repoId}`, body)
      expect(answer).toMatchObject({ status: 200, body })
      return secondsTo(answer.body.sync.nextSyncAt)
    }
    const secondsTo = (time: string) => (Date.parse(time) - Date.now()) / 1000
    expect(await bound(30, 30)).toBeLessThanOrEqual(31)
    const often = await syncNow(client, repoId)
    expect(secondsTo(often.nextSyncAt!)).toBeLessThanOrEqual(31)
    await bound(20_000, 80_000)
    const seldom = await syncNow(client, repoId)
    expect(secondsTo(seldom.nextSyncAt!)).toBeGreaterThan(19_900)
  })

  test('begins anew when its cache is cleared; disabled it is not asked, removed it is forgotten', async () => {
    const { client, environment } = product()
    const { fullName } = await addShop('cleared', { issues: 20, pulls: 2 })
    const repoId = await register(client, fullName)
    await untilRepo(client, repoId, ({ isImported }) => isImported)
    const cleared = await client.request('DELETE', `/api/repos/${repoId}/cache`)
    expect(cleared).toMatchObject({
      status: 202,
      body: { sync: { status: 'waiting', mode: 'import', isImported: false, objects: 0, cursorAt: null } },
    })
    await untilRepo(client, repoId, ({ isImported }) => isImported)
    expect(await cacheProblems(gitHub().world, fullName, client, repoId)).toEqual([])

    await client.request('PATCH', `/api/repos/${repoId}`, { status: 'disabled' })
    expect(await client.request('POST', `/api/repos/${repoId}/sync`, {})).toMatchObject({
      status: 409,
      body: { code: 'action_not_allowed', detail: expect.stringContaining('enable it first') },
    })
    expect((await readRepo(client, repoId)).sync).toMatchObject({ status: 'idle', nextSyncAt: null })
    expect((await client.request('DELETE', `/api/repos/${repoId}`)).status).toBe(204)
    const rows = await rowsOf(environment)('github_objects')
    expect(rows.filter(({ repo_id }) => repo_id === repoId)).toEqual([])
  })

  test('says in GitHub’s words why it cannot be seen, and what cures it', async () => {
    const { client } = product()
    const repoId = await register(client, nameOf('nowhere'))
    const sync = await untilRepo(client, repoId, ({ failures }) => failures > 0)
    expect(sync).toMatchObject({
      status: 'idle',
      isImported: false,
      error: { message: expect.stringContaining('Not Found'), hint: expect.stringContaining('access') },
    })
    expect(Date.parse(sync.nextSyncAt!)).toBeGreaterThan(Date.now())
    expect(await client.request('POST', '/api/repos', { fullName: nameOf('NOWHERE') })).toMatchObject({
      status: 409,
      body: { code: 'repo_already_registered' },
    })
    expect(await client.request('POST', '/api/repos', { fullName: 'not a name' })).toMatchObject({
      status: 400,
    })
  })

  test('is chosen from what the token sees, with what it would cost', async () => {
    const { client } = product()
    const { fullName, seeded } = await addShop('chosen', { issues: 30, pulls: 3 })
    expect((await client.request('GET', '/api/github')).body).toMatchObject({
      auth: 'token',
      webhooks: false,
    })
    expect((await client.request('POST', '/api/github/check', {})).body).toMatchObject({ status: 'checking' })
    await expect
      .poll(async () => (await client.request('GET', '/api/github')).body, { timeout: 25_000 })
      .toMatchObject({ status: 'idle', error: null, connection: { login: OWNER } })
    const visible = `/api/github/repos?q=${encodeURIComponent(fullName.toUpperCase())}`
    expect((await client.request('GET', visible)).body.items).toMatchObject([{ fullName, repoId: null }])

    const asked = await client.request('POST', '/api/github/estimates', { fullName })
    expect(asked).toMatchObject({ status: 202, body: { fullName, status: 'waiting' } })
    const estimates = `/api/github/estimates?fullName=${encodeURIComponent(fullName)}`
    await expect
      .poll(async () => (await client.request('GET', estimates)).body.status, { timeout: 25_000 })
      .toBe('ready')
    const { depths, rate } = (await client.request('GET', estimates)).body
    expect(rate.limit).toBe(100_000)
    expect(depths.at(-1)).toMatchObject({
      depth: 'all',
      objects: seeded.issues + seeded.pulls,
      comments: seeded.comments + seeded.reviewComments,
    })
    const repoId = await register(client, fullName)
    expect((await client.request('GET', visible)).body.items).toMatchObject([{ fullName, repoId }])
    expect(JSON.stringify([depths, visible])).not.toContain(TOKEN)

    const other = await client.request('POST', '/api/workspaces', { name: `Other ${database}` })
    const second = await addShop('chosen-elsewhere', { issues: 1, pulls: 0 })
    const elsewhere = await client.request('POST', '/api/repos', {
      fullName: second.fullName,
      workspaceId: other.body.id,
    })
    expect(elsewhere.status, JSON.stringify(elsewhere.body)).toBe(201)
    await client.request('POST', '/api/github/check', {})
    const found = `/api/github/repos?q=${encodeURIComponent(second.fullName)}`
    await expect
      .poll(async () => (await client.request('GET', found)).body.items, { timeout: 25_000 })
      .toMatchObject([{ fullName: second.fullName, repoId: elsewhere.body.id }])
  })
})

test('a public repository needs no token', async () => {
  const { world } = gitHub()
  const fullName = `${OWNER}/public`
  await world.addRepository(fullName)
  await world.seed(fullName, { issues: 12, pulls: 2 })
  const { client } = await startProduct('sqlite', settingsOf(gitHub(), ''))
  expect((await client.request('GET', '/api/github')).body).toMatchObject({ auth: 'none' })
  const repoId = await register(client, fullName)
  const sync = await untilRepo(client, repoId, ({ isImported }) => isImported)
  expect(sync.rate).toMatchObject({ limit: 60 })
  expect(await cacheProblems(gitHub().world, fullName, client, repoId)).toEqual([])
})
