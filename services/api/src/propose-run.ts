import {
  type BudgetLimits,
  DEFAULT_RUN_BUDGET,
  DomainError,
  type Json,
  newId,
  type ProposeRunBody,
  type RepoPolicy,
  type RepoView,
  type RunCommand,
  type RunProposal,
  type ToolPolicy,
} from '@pm-bot/domain'
import { holdRepo } from '@pm-bot/store'
import { type ApiContext, OPERATOR } from './api-context.ts'
import type { Command } from './command.ts'
import type { GraphCatalog } from './graph-catalog.ts'
import { findRun } from './routes/runs.ts'

/** A request's body, or what is proposed again as it was: null then stands for what it had none of. */
export type Proposed = Omit<ProposeRunBody, 'tools' | 'budget'> & {
  tools?: ToolPolicy | null
  budget?: BudgetLimits | null
}

/**
 * A new run. Its id is fresh and so is its mailbox, hence it is answered in one transaction,
 * where a repetition under the same key finds the first one's answer.
 * @throws DomainError
 */
export async function proposeRun(
  { reads, graphs }: Pick<ApiContext, 'reads' | 'graphs'>,
  proposed: Proposed,
  { retryOf = null, follows = null }: { retryOf?: string | null; follows?: string | null } = {},
): Promise<Command> {
  const { repoId, goal, graphId, spec } = proposed
  const repo = assertActive(await reads.repo(repoId))
  const runId = newId()
  const message: RunCommand = {
    type: 'propose-run',
    runId,
    workspaceId: repo.workspaceId,
    repo: {
      repoId,
      name: repo.name,
      fullName: repo.fullName,
      path: repo.source === 'github' ? '' : (repo.path ?? repo.fullName),
      source: repo.source,
    },
    goal: goal.trim(),
    graphId,
    spec: checkedSpec(graphs, graphId, spec),
    ...frozenLimits(graphs, proposed, repo.policy),
    retryOf,
    ...(follows === null ? {} : { follows }),
    by: OPERATOR,
  }
  return {
    to: { kind: 'run', key: runId },
    message,
    done: 201,
    view: (read) => findRun(read, runId),
    // Removed or disabled since then: who does that waits for this transaction, or this one for theirs.
    async guard(tx) {
      assertActive(await holdRepo(tx, repoId))
    },
  }
}

/**
 * What its agent may do and spend, as it stands for the whole life of the run: what the proposal says, else the
 * repository, else the graph.
 */
function frozenLimits(
  graphs: GraphCatalog,
  { graphId, tools, budget }: Proposed,
  policy: RepoPolicy,
): Pick<RunProposal, 'tools' | 'budget'> {
  const limits = (budget === undefined ? policy.budget : budget) ?? usualBudget(graphId)
  const graph = graphs.descriptors.find((each) => each.graphId === graphId)
  if (!graph?.tools) {
    if (tools) {
      const message = `is not for ${graphId}, whose agent uses no tools`
      throw new DomainError('invalid_spec', `“tools” ${message}`, {
        errors: [{ in: 'body', path: 'tools', message }],
      })
    }
    return limits ? { budget: limits } : {}
  }
  const rules = (tools === undefined ? policy.tools : tools) ?? graph.tools
  return { tools: rules, budget: limits ?? DEFAULT_RUN_BUDGET }
}

/** Of a proposal that names no limits; null: what a command of the operator's own costs, nobody counts unless asked to. */
export const usualBudget = (graphId: string): BudgetLimits | null =>
  graphId === 'run_command/v1' ? null : DEFAULT_RUN_BUDGET

function checkedSpec(graphs: GraphCatalog, graphId: string, spec: unknown): Json {
  // A graph that needs nothing can be proposed without a word about it.
  const json = (spec === undefined ? {} : spec) as Json
  graphs.checkSpec(graphId, json)
  return json
}

function assertActive(repo: RepoView | undefined): RepoView {
  if (!repo) throw new DomainError('not_found', 'there is no such repository')
  if (repo.status === 'active') return repo
  const message = `is ${repo.status}; enable the repository first`
  throw new DomainError('invalid_spec', `“repoId” ${message}`, {
    errors: [{ in: 'body', path: 'repoId', message }],
  })
}
