import {
  LEAST_POLL_SECONDS,
  MOST_POLL_SECONDS,
  type PollBounds,
  type RepoView,
  type ToolView,
} from '@pm-bot/domain'
import type { RepoTerms } from '../../../api/repo-policy.ts'
import { amountAsTyped, amountInWords, typedAmount } from '../../../ui/budget/amounts.ts'
import { limitsAsTyped, readLimits, type TypedLimits } from '../../../ui/budget/typed-limits.ts'
import { policyOf, rulesAsTyped, type TypedRule } from '../../../ui/tools/typed-rules.ts'

/** A policy as the form holds it; undefined: nothing of this repository's own. */
export interface TypedPolicy {
  places: string
  rules: readonly TypedRule[] | undefined
  limits: TypedLimits | undefined
  /** In minutes. */
  least: string
  most: string
}
export type TypedSeconds = 'least' | 'most'

const MOST_PLACES = 64

export function policyAsTyped({ maxRuns, policy }: Pick<RepoView, 'maxRuns' | 'policy'>): TypedPolicy {
  const { tools, budget, pollSeconds } = policy
  const minutes = (seconds: number | undefined) =>
    seconds === undefined ? '' : amountAsTyped('seconds', seconds)
  return {
    places: String(maxRuns),
    rules: tools ? rulesAsTyped(tools) : undefined,
    limits: budget ? limitsAsTyped(budget) : undefined,
    least: minutes(pollSeconds?.min),
    most: minutes(pollSeconds?.max),
  }
}

export interface ReadPolicy {
  terms: RepoTerms
  /** By field: `places`, `least`, `most`, `rules`, and measures as `limits.calls`. */
  problems: Record<string, string>
  /** By row of the rules. */
  ruleProblems: ReadonlyMap<number, string>
}

/** What the form says, to be sent, and what is wrong with it. */
export function readPolicy(
  typed: TypedPolicy,
  seen: Pick<RepoView, 'maxRuns'>,
  tools: readonly Pick<ToolView, 'id' | 'argsSchema'>[],
): ReadPolicy {
  const problems: Record<string, string> = {}
  const rules = policyOf(typed.rules ?? [], tools)
  if (rules.problems.size > 0) problems.rules = 'One of the rules cannot be read.'
  const limits = readLimits(typed.limits ?? {})
  for (const [measure, problem] of Object.entries(limits.problems)) problems[`limits.${measure}`] = problem
  const pollSeconds = readBounds(typed, problems)
  const maxRuns = readPlaces(typed.places, problems)
  return {
    terms: {
      policy: {
        tools: typed.rules ? rules.policy : null,
        budget: typed.limits ? limits.limits : null,
        pollSeconds,
      },
      // The view does not tell the usual number from one that was set: what was not touched stays.
      ...(maxRuns === seen.maxRuns ? {} : { maxRuns }),
    },
    problems,
    ruleProblems: rules.problems,
  }
}

function readPlaces(text: string, problems: Record<string, string>): number | null {
  if (text.trim() === '') return null
  const places = Number(text)
  if (!Number.isInteger(places) || places < 1 || places > MOST_PLACES) {
    problems.places = `Write a whole number from 1 to ${MOST_PLACES}.`
  }
  return places
}

/** One bound alone leaves the other as wide as it can be. */
function readBounds(
  { least, most }: Pick<TypedPolicy, TypedSeconds>,
  problems: Record<string, string>,
): PollBounds | null {
  const read = (field: TypedSeconds, text: string, otherwise: number): number => {
    if (text.trim() === '') return otherwise
    const seconds = typedAmount('seconds', text)
    if (seconds === undefined) problems[field] = 'Write minutes, such as 0.5, 10 or 90.'
    else if (seconds < LEAST_POLL_SECONDS || seconds > MOST_POLL_SECONDS)
      problems[field] =
        `It is at least ${amountInWords('seconds', LEAST_POLL_SECONDS)} and at most ${amountInWords('seconds', MOST_POLL_SECONDS)}.`
    return seconds ?? otherwise
  }
  if (least.trim() === '' && most.trim() === '') return null
  const bounds = { min: read('least', least, LEAST_POLL_SECONDS), max: read('most', most, MOST_POLL_SECONDS) }
  if (bounds.min > bounds.max && !problems.least && !problems.most)
    problems.most = 'The longest time is shorter than the shortest.'
  return bounds
}
