import type { GitHubCounts } from '@pm-bot/domain'
import type { Answer, Ask } from '../ask/ask.ts'
import { lastPage } from '../ask/links.ts'
import { readFields, readList } from '../parse/fields.ts'
import { readRepo } from '../parse/repo.ts'
import { inRepo } from './in-repo.ts'

/** Pages of one item: the number of the last one is how many there are. */
export async function count(ask: Ask, fullName: string, since: string | null): Promise<GitHubCounts> {
  const askRepo = inRepo(ask)
  const changed = since === null ? {} : { since }
  const one = async (route: string, parameters = {}) =>
    sizeOf(await askRepo(fullName, route, { parameters: { ...parameters, per_page: 1 } }))

  const { openIssues } = readRepo((await askRepo(fullName, 'GET ')).data)
  const pulls = await one('GET /pulls', { state: 'all' })
  const all =
    (await one('GET /issues', { state: 'all', ...changed })) ?? (await estimate(ask, fullName, since))
  return {
    open: openIssues,
    all,
    pulls: pulls ?? all,
    // Without a number there is nothing better to go by than that each was talked about once.
    comments: (await one('GET /issues/comments', changed)) ?? all,
    reviewComments: (await one('GET /pulls/comments', changed)) ?? pulls ?? all,
  }
}

/** Null where GitHub does not say. */
function sizeOf({ data, hasNext, headers }: Answer): number | null {
  return hasNext ? lastPage(String(headers.link)) : readList(data, 'a list').length
}

/**
 * The list of issues goes by a cursor and has no last page. Numbers are given in order, so that the newest is at least
 * how many there are; how many changed since, only the search knows.
 */
async function estimate(ask: Ask, fullName: string, since: string | null): Promise<number> {
  if (since === null) {
    const parameters = { state: 'all', sort: 'created', direction: 'desc', per_page: 1 }
    const { data } = await inRepo(ask)(fullName, 'GET /issues', { parameters })
    const [newest] = readList(data, 'GET /issues')
    return newest === undefined ? 0 : readFields(newest, 'GET /issues').number('number')
  }
  let found = 0
  for (const kind of ['issue', 'pull-request']) {
    const route = 'GET /search/issues'
    const q = `repo:${fullName} is:${kind} updated:>=${since}`
    const purpose = { for: 'repository', fullName } as const
    const { data } = await ask({ purpose, route, parameters: { q, per_page: 1 } })
    found += readFields(data, route).number('total_count')
  }
  return found
}
