import { expect, it } from 'vitest'
import { openPlainServer } from './plain-server.fixture.ts'
import { failureOf, openAs, SHOP, TOKEN } from './shop.fixture.ts'

const json = { 'content-type': 'application/json; charset=utf-8' }

it('takes no credential to another host', async () => {
  const seen: (string | undefined)[] = []
  const other = await openPlainServer((request, response) => {
    seen.push(request.headers.authorization)
    response.end('{}')
  })
  const server = await openPlainServer((_request, response) => {
    response.writeHead(301, { ...json, location: `${other.apiUrl}/repositories/1` })
    response.end(JSON.stringify({ message: 'Moved Permanently' }))
  })

  expect(await failureOf(openAs(server).github.repo(SHOP))).toMatchObject({
    name: 'GitHubRefusedError',
    status: 301,
    message: 'Moved Permanently',
    hint: expect.stringContaining('GITHUB_API_URL'),
  })
  expect(seen).toEqual([])
})

it('gives up on a circle of redirects', async () => {
  let asked = 0
  const server = await openPlainServer((request, response) => {
    asked++
    response.writeHead(301, { location: request.url }).end()
  })

  expect(await failureOf(openAs(server).github.repo(SHOP))).toMatchObject({ status: 301 })
  expect(asked).toBe(4)
})

it('masks the token where something on the way echoes it', async () => {
  const server = await openPlainServer((request, response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    response.end(`<pre>${request.headers.authorization}</pre>`)
  })

  const { message } = await failureOf(openAs(server).github.repo(SHOP))
  expect(message).toContain('502')
  expect(message).not.toContain(TOKEN)
})

it('breaks off when an answer is not what GitHub describes', async () => {
  const server = await openPlainServer((_request, response) => {
    response.writeHead(200, json).end(JSON.stringify([{ number: 'one' }]))
  })

  const error = await failureOf(openAs(server).github.issues(SHOP, { state: 'all', since: null, page: 1 }))
  expect(error.message).toBe("GitHub's answer to issues has no whole number at “number”.")
})

it('estimates where a list goes by a cursor and has no last page', async () => {
  const asked: string[] = []
  const server = await openPlainServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://github')
    asked.push(pathname)
    const next = '<http://github/issues?after=abc&page=2>; rel="next"'
    const answers: Record<string, { body: unknown; link?: string }> = {
      [`/api/v3/repos/${SHOP}`]: {
        body: { full_name: SHOP, default_branch: 'main', open_issues_count: 40 },
      },
      [`/api/v3/repos/${SHOP}/issues`]: { body: [{ number: 1234 }], link: next },
      [`/api/v3/repos/${SHOP}/pulls`]: {
        body: [{}],
        link: `${next}, <http://github/pulls?per_page=1&page=300>; rel="last"`,
      },
      '/api/v3/search/issues': {
        body: { total_count: searchParams.get('q')?.includes('is:issue') ? 70 : 7 },
      },
    }
    const { body, link } = answers[pathname] ?? { body: [] }
    response.writeHead(200, { ...json, ...(link ? { link } : {}) }).end(JSON.stringify(body))
  })
  const { github } = openAs(server)

  expect(await github.count(SHOP, null)).toMatchObject({ open: 40, all: 1234, pulls: 300, comments: 0 })
  expect(asked).toHaveLength(6)
  expect(await github.count(SHOP, '2026-01-01T00:00:00.000Z')).toMatchObject({ all: 77 })
})

it('says who it is and which GitHub it understands', async () => {
  const seen: Record<string, unknown>[] = []
  const server = await openPlainServer((request, response) => {
    seen.push(request.headers)
    response.writeHead(200, json).end(JSON.stringify({ full_name: SHOP, default_branch: 'main' }))
  })
  await openAs(server).github.repo(SHOP)

  expect(seen).toMatchObject([
    {
      'user-agent': expect.stringMatching(/^pm-bot\/1\.2\.3\b/),
      'x-github-api-version': '2022-11-28',
      accept: 'application/vnd.github.v3+json',
    },
  ])
})
