import { type ChecksAnswer, type ChecksTag, type GitHubCheck, GitHubRefusedError } from '@pm-bot/domain'
import { readCheckRun, readCommitStatus } from '../parse/check.ts'
import { readFields } from '../parse/fields.ts'
import { type AskRepo, PER_PAGE } from './in-repo.ts'

interface List {
  route: string
  field: string
  read: (raw: unknown) => GitHubCheck
}

const RUNS: List = { route: 'GET /commits/{ref}/check-runs', field: 'check_runs', read: readCheckRun }
const STATUSES: List = { route: 'GET /commits/{ref}/status', field: 'statuses', read: readCommitStatus }

/**
 * Check runs and commit statuses together. They need two permissions: where one is missing, the other alone answers.
 * @throws GitHubRefusedError when both are
 */
export async function readChecks(
  askRepo: AskRepo,
  fullName: string,
  ref: string,
  known: ChecksTag | null,
): Promise<ChecksAnswer> {
  const read = (list: List, etag: string | null) =>
    permitted(() =>
      readPart(askRepo, { fullName, ref, list, known: known && etag ? { ...known, etag } : null }),
    )
  let runs = await read(RUNS, known?.runs ?? null)
  let statuses = await read(STATUSES, known?.statuses ?? null)
  if (runs.status === 'refused' && statuses.status === 'refused') throw runs.error
  if (runs.status !== 'found' && statuses.status !== 'found') return { status: 'unchanged' }
  // What did not change was not sent.
  if (runs.status === 'unchanged') runs = await read(RUNS, null)
  if (statuses.status === 'unchanged') statuses = await read(STATUSES, null)
  return { status: 'found', checks: [...checksOf(runs), ...checksOf(statuses)], tag: tagOf(runs, statuses) }
}

type Part =
  | { status: 'unchanged' }
  | { status: 'refused'; error: GitHubRefusedError }
  | { status: 'found'; checks: GitHubCheck[]; tag: { identity: string; etag: string } | null }

async function readPart(
  askRepo: AskRepo,
  {
    fullName,
    ref,
    list: { route, field, read },
    known,
  }: { fullName: string; ref: string; list: List; known: { identity: string; etag: string } | null },
): Promise<Part> {
  const checks: GitHubCheck[] = []
  for (let page = 1; ; page++) {
    const parameters = { ref, page, per_page: PER_PAGE }
    const isFirst = page === 1
    const answer = await askRepo(fullName, route, { parameters, known: (isFirst && known) || undefined })
    if (answer.status === 304) return { status: 'unchanged' }
    checks.push(...readFields(answer.data, route).list(field).map(read))
    // The first page's tag stands for the whole list only while there is no second one.
    if (!answer.hasNext) return { status: 'found', checks, tag: isFirst ? answer.tag : null }
  }
}

async function permitted(read: () => Promise<Part>): Promise<Part> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof GitHubRefusedError && error.status === 403) return { status: 'refused', error }
    throw error
  }
}

const checksOf = (part: Part): GitHubCheck[] => (part.status === 'found' ? part.checks : [])

function tagOf(runs: Part, statuses: Part): ChecksTag | null {
  const [a, b] = [runs, statuses].map((part) => (part.status === 'found' ? part.tag : null))
  const identity = a?.identity ?? b?.identity
  return identity === undefined ? null : { identity, runs: a?.etag ?? null, statuses: b?.etag ?? null }
}
