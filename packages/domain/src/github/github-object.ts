import type { GitHubIssue, GitHubPull } from './github-port.ts'
import type { GITHUB_OBJECT_STATES } from './github-schema.ts'

/** An issue or a pull request as the cache holds it. */
export interface CachedObject {
  kind: 'issue' | 'pr'
  number: number
  title: string
  state: (typeof GITHUB_OBJECT_STATES)[number]
  author: string | null
  association: string
  labels: string[]
  comments: number
  createdAt: string
  updatedAt: string
  /** As the list of issues says it. */
  raw: unknown
  /** What only the list of pull requests says; null until it was read. */
  pull: PullFacts | null
}

export type PullFacts = Omit<GitHubPull, 'raw'>

/** What is known once this issue was read. Lists overlap and come late: an older answer changes nothing. */
export function withIssue(known: CachedObject | undefined, issue: GitHubIssue): CachedObject {
  const { isPull, state, ...said } = issue
  const facts = { ...said, createdAt: instant(said.createdAt), updatedAt: instant(said.updatedAt) }
  if (known && known.updatedAt > facts.updatedAt && !isGone(known)) return known
  const pull = known?.pull ?? null
  return { ...facts, kind: isPull ? 'pr' : 'issue', state: stateOf(state, pull), pull }
}

/** The same for what the list of pull requests says. */
export function withPull(known: CachedObject | undefined, said: GitHubPull): CachedObject {
  const pull = { ...said, updatedAt: instant(said.updatedAt) }
  if (known?.pull && known.pull.updatedAt > pull.updatedAt) return known
  const isNewer = !known || pull.updatedAt >= known.updatedAt
  const { raw: _, ...facts } = pull
  const basis = { ...(known ?? ofPullAlone(pull)), pull: facts }
  if (!isNewer) return { ...basis, state: stateOf(openOrClosed(basis), facts) }
  return { ...basis, title: pull.title, updatedAt: pull.updatedAt, state: stateOf(pull.state, facts) }
}

export const isGone = ({ state }: Pick<CachedObject, 'state'>): boolean =>
  state === 'deleted' || state === 'transferred'

const openOrClosed = ({ state }: CachedObject): 'open' | 'closed' => (state === 'open' ? 'open' : 'closed')

/** A merged pull request is not opened again; one that a newer issue says is open was not merged then. */
const stateOf = (state: 'open' | 'closed', pull: PullFacts | null): CachedObject['state'] =>
  state === 'closed' && pull?.merged ? 'merged' : state

/** A pull request that the list of issues has not shown yet; it will, and then says the rest. */
function ofPullAlone(pull: GitHubPull): CachedObject {
  const raw = (typeof pull.raw === 'object' && pull.raw !== null ? pull.raw : {}) as Record<string, unknown>
  const labels = Array.isArray(raw.labels) ? raw.labels : []
  return {
    kind: 'pr',
    number: pull.number,
    title: pull.title,
    state: pull.state,
    author: textOf((raw.user as { login?: unknown } | null)?.login),
    association: textOf(raw.author_association) ?? 'NONE',
    labels: labels.flatMap((label: { name?: unknown }) => textOf(label?.name) ?? []),
    comments: 0,
    createdAt: instant(textOf(raw.created_at) ?? pull.updatedAt),
    updatedAt: pull.updatedAt,
    raw: pull.raw,
    pull: null,
  }
}

/** GitHub says whole seconds; times that are compared as text all say milliseconds. */
export const instant = (time: string): string => new Date(time).toISOString()

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
