import type { InboxStatus, Risk } from '../inbox/inbox.ts'
import { whereOf } from '../tool/match-rule.ts'
import type { ToolRule } from '../tool/tool-policy.ts'
import { canonicalJson, type Json } from '../values/canonical-json.ts'
import type { GrantRequest } from './grant.ts'
import { covers, type GrantReach } from './grant-covers.ts'
import type { GrantSuggestionView } from './grant-suggestion-schema.ts'

/** Fewer approvals are no habit. */
const LEAST_TIMES = 3
const MOST_SUGGESTIONS = 20
const MOST_EVIDENCE = 10

/** A call of a tool that waited in the inbox, and what became of it. */
export interface DecidedCall {
  itemId: string
  repoId: string
  title: string
  tool: string
  /** What it carries, e.g. the content of a file, may be left out. */
  args: Json
  risk: Risk
  status: InboxStatus
  /** Who decided; `grant:…` is no person. */
  by: string | null
  at: string
}

/** An approved call, and the narrowest pattern of it. */
interface Evidence {
  call: DecidedCall
  where: NonNullable<ToolRule['where']>
}

/**
 * Grants that would have spared the operator what was approved again and again, the most often first. None where a call of the
 * tool was refused in that repository, none that reaches what is risky, and none for what a standing grant covers already.
 * `calls` come newest first.
 */
export function suggestGrants(
  calls: readonly DecidedCall[],
  standing: readonly GrantReach[],
): GrantSuggestionView[] {
  return grouped(calls, ({ repoId, tool }) => `${repoId} ${tool}`)
    .filter((group) => !group.some(isRefused))
    .flatMap((group) => alike(group.flatMap(evidenceOf)))
    .flatMap((evidence) => suggestionOf(evidence, standing))
    .sort((one, other) => other.times - one.times || (one.lastAt < other.lastAt ? 1 : -1))
    .slice(0, MOST_SUGGESTIONS)
}

/** The suggestion that would spare the operator this very call; none for what is risky. */
export function suggestionFor(
  { risk, ...request }: GrantRequest & { risk: Risk },
  suggestions: readonly GrantSuggestionView[],
): GrantSuggestionView | undefined {
  if (risk === 'high') return undefined
  return suggestions.find((suggestion) => covers(reachOf(suggestion), request))
}

const reachOf = ({
  tool,
  where,
  repoId,
}: Pick<GrantSuggestionView, 'tool' | 'where' | 'repoId'>): GrantReach => ({
  ...{ tool, repoId, where },
  ...{ runId: null, coversTainted: false },
})

/** An answer in place of the call is a no as well. */
const isRefused = ({ status }: DecidedCall): boolean => status === 'rejected' || status === 'answered'

/** Only what a person approved as it was, and what a pattern can say. */
function evidenceOf(call: DecidedCall): Evidence[] {
  const byOperator = call.by !== null && !call.by.startsWith('grant:')
  if (call.status !== 'approved' || !byOperator || call.risk === 'high') return []
  const where = whereOf(call)
  return where === null ? [] : [{ call, where }]
}

/** Those that were the very same call often enough stand for themselves; what is left may be alike in part. */
function alike(all: readonly Evidence[]): Evidence[][] {
  const same = grouped(all, ({ where }) => canonicalJson(where))
  const often = same.filter(({ length }) => length >= LEAST_TIMES)
  const rest = all.filter((one) => !often.some((group) => group.includes(one)))
  return rest.length >= LEAST_TIMES ? [...often, rest] : often
}

function suggestionOf(evidence: readonly Evidence[], standing: readonly GrantReach[]): GrantSuggestionView[] {
  const where = whereOfAll(evidence.map((one) => one.where))
  if (where === null) return []
  const [{ call: newest }] = evidence as [Evidence]
  const { tool, repoId } = newest
  const grant = reachOf({ tool, repoId, where })
  const isCoveredBy = (reach: GrantReach) =>
    evidence.every(({ call }) => covers(reach, { ...call, runId: '', callId: call.itemId, tainted: false }))
  if (!isCoveredBy(grant) || standing.some(isCoveredBy)) return []
  return [
    {
      ...{ tool, repoId, where: Object.keys(where).length === 0 ? null : where },
      ...{ times: evidence.length, lastAt: newest.at },
      items: evidence.slice(0, MOST_EVIDENCE).map(({ call }) => ({
        itemId: call.itemId,
        title: call.title,
        at: call.at,
      })),
    },
  ]
}

type Where = NonNullable<ToolRule['where']>
type Pattern = Where[string]

/** What all of these have in common; null where their commands have nothing, for then any would be allowed. */
function whereOfAll(all: readonly Where[]): Where | null {
  const names = new Set(all.flatMap((where) => Object.keys(where)))
  const common: [string, Pattern][] = []
  for (const name of names) {
    const patterns = all.map((where) => where[name])
    const [first] = patterns
    if (
      first !== undefined &&
      patterns.every((each) => canonicalJson(each ?? null) === canonicalJson(first))
    ) {
      common.push([name, first])
    } else if (patterns.some((each) => Array.isArray(each))) {
      const words = wordsOfAll(patterns)
      if (words === null) return null
      common.push([name, words])
    }
  }
  return Object.fromEntries(common)
}

/** Lists of one length that begin with the same word, i.e. one program: `*` takes the place of words that differ. */
function wordsOfAll(patterns: readonly (Pattern | undefined)[]): string[] | null {
  const lists = patterns.filter((each): each is readonly string[] => Array.isArray(each))
  const [first] = lists
  if (!first?.length || lists.length < patterns.length) return null
  if (lists.some((list) => list.length !== first.length || list[0] !== first[0])) return null
  return first.map((word, at) => (lists.every((list) => list[at] === word) ? word : '*'))
}

function grouped<T>(all: readonly T[], by: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one])
  return [...groups.values()]
}
