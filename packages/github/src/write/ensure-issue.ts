import type { Ensured, GitHubWriter } from '@pm-bot/domain'
import { readList } from '../parse/fields.ts'
import { type AskRepo, PER_PAGE } from '../read/in-repo.ts'
import { readTrace, type Trace, withMarker } from './traces.ts'

/** Where nobody says since when: an earlier attempt was minutes ago, and nobody opens more than these since. */
const PAGES = 3
/** GitHub's clock and ours differ; by more than this they do not. */
const SLACK_MS = 24 * 60 * 60 * 1000

export async function ensureIssue(
  askRepo: AskRepo,
  { fullName, title, body, labels, marker, since }: Parameters<GitHubWriter['ensureIssue']>[0],
): Promise<Ensured & { number: number; url: string }> {
  const earlier = await findNewest(askRepo, { fullName, marker, since })
  if (earlier) return { adopted: true, ...placeOf(earlier) }
  const parameters = { title, body: withMarker(body, marker), labels }
  const { data } = await askRepo(fullName, 'POST /issues', { parameters })
  return { adopted: false, ...placeOf(readTrace(data)) }
}

async function findNewest(
  askRepo: AskRepo,
  { fullName, marker, since }: { fullName: string; marker: string; since: string | null },
): Promise<Trace | undefined> {
  const oldest = since === null ? null : Date.parse(since) - SLACK_MS
  for (let page = 1; oldest !== null || page <= PAGES; page++) {
    const parameters = { state: 'all', sort: 'created', direction: 'desc', page, per_page: PER_PAGE }
    const { data, hasNext } = await askRepo(fullName, 'GET /issues', { parameters })
    const issues = readList(data, 'GET /issues').map(readTrace)
    const found = issues.find((issue) => issue.body.includes(marker))
    const isBefore = oldest !== null && Date.parse(issues.at(-1)?.createdAt ?? '') < oldest
    if (found || !hasNext || isBefore) return found
  }
  return undefined
}

const placeOf = ({ number, url }: Trace) => ({ number: number ?? 0, url })
