import type { Ensured, GitHubWriter } from '@pm-bot/domain'
import { readList } from '../parse/fields.ts'
import { type AskRepo, PER_PAGE } from '../read/in-repo.ts'
import { readTrace, type Trace, withMarker } from './traces.ts'

/** An earlier attempt was minutes ago: nobody opens more than these since. */
const PAGES = 3

export async function ensureIssue(
  askRepo: AskRepo,
  { fullName, title, body, labels, marker }: Parameters<GitHubWriter['ensureIssue']>[0],
): Promise<Ensured & { number: number; url: string }> {
  const earlier = await findNewest(askRepo, fullName, marker)
  if (earlier) return { adopted: true, ...placeOf(earlier) }
  const parameters = { title, body: withMarker(body, marker), labels }
  const { data } = await askRepo(fullName, 'POST /issues', { parameters })
  return { adopted: false, ...placeOf(readTrace(data)) }
}

async function findNewest(askRepo: AskRepo, fullName: string, marker: string): Promise<Trace | undefined> {
  for (let page = 1; page <= PAGES; page++) {
    const parameters = { state: 'all', sort: 'created', direction: 'desc', page, per_page: PER_PAGE }
    const { data, hasNext } = await askRepo(fullName, 'GET /issues', { parameters })
    const found = readList(data, 'GET /issues')
      .map(readTrace)
      .find((issue) => issue.body.includes(marker))
    if (found || !hasNext) return found
  }
  return undefined
}

const placeOf = ({ number, url }: Trace) => ({ number: number ?? 0, url })
