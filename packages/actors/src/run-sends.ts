import {
  type BudgetCommand,
  type GrantsCommand,
  isTerminalRunStatus,
  type RepoCommand,
  type Run,
  type RunEvent,
  type ToolCallPayload,
} from '@pm-bot/domain'
import type { Send } from '@pm-bot/runtime'

/** What a run's event tells its neighbours. `run` as it was before the event's turn. */
export function runSends(run: Run, event: RunEvent): Send[] {
  const { repo, workspaceId } = run
  return [
    ...messagesToRepo(run, event).map((message) => ({ to: { kind: 'repo', key: repo.repoId }, message })),
    ...messagesToBudget(run, event).map((message) => ({ to: { kind: 'budget', key: workspaceId }, message })),
    ...messagesToGrants(run, event).map((message) => ({ to: { kind: 'grants', key: workspaceId }, message })),
  ]
}

function messagesToRepo({ runId }: Run, { type }: RunEvent): RepoCommand[] {
  if (type === 'clone-requested') return [{ type: 'prepare-clone', runId }]
  // What was written is soon to be read.
  return type === 'operations-reported' ? [{ type: 'hint-sync', cause: 'published' }] : []
}

function messagesToBudget(run: Run, event: RunEvent): BudgetCommand[] {
  const { runId, repo, budget } = run
  if (event.type === 'budget-extended') {
    const { shortfall, amount, itemId, by } = event
    const { scope, measure } = shortfall
    return [{ type: 'extend-limit', scope, measure, by, amount, itemId }]
  }
  if (!budget) return []
  if (ends(event)) return [{ type: 'close-run', runId }]
  const goes = event.type === 'work-reopened' || (startsWith(run, event) && event.status === 'approved')
  return goes ? [{ type: 'open-run', runId, repoId: repo.repoId, limits: budget }] : []
}

function messagesToGrants(run: Run, event: RunEvent): GrantsCommand[] {
  const { runId, repo } = run
  switch (event.type) {
    case 'item-opened': {
      const { itemId, kind, allowed, payload } = event.pending.item
      if (kind !== 'tool_call' || !allowed.includes('approve')) return []
      const { tool, args, callId, taint } = payload as unknown as ToolCallPayload
      const call = { callId: callId ?? itemId, tool, args }
      return [{ type: 'call-waits', runId, repoId: repo.repoId, itemId, tainted: taint.length > 0, ...call }]
    }
    case 'item-resolved':
      return kindOf(run, event) === 'tool_call' ? [{ type: 'call-decided', itemId: event.itemId }] : []
    case 'grant-given':
      return [grantOf(run, event)]
    default:
      return ends(event) && (run.tools || run.calls) ? [{ type: 'run-ended', runId }] : []
  }
}

function grantOf(
  { runId, repo: { repoId } }: Run,
  { grantId, tool, where, scope, coversTainted, itemId, by }: Extract<RunEvent, { type: 'grant-given' }>,
): GrantsCommand {
  return {
    type: 'add-grant',
    grantId,
    by,
    tool,
    where,
    repoId,
    runId: scope.kind === 'repo' ? null : runId,
    usesLeft: scope.kind === 'calls' ? scope.count : null,
    until: scope.kind === 'repo' ? scope.until : null,
    coversTainted,
    itemId,
  }
}

type Resolved = Extract<RunEvent, { type: 'item-resolved' }>

const kindOf = ({ pending }: Run, { itemId }: Resolved) =>
  pending.find(({ item }) => item.itemId === itemId)?.item.kind

const startsWith = (run: Run, event: RunEvent): event is Resolved =>
  event.type === 'item-resolved' && kindOf(run, event) === 'run_start'

const ends = (event: RunEvent): boolean => event.type === 'status-changed' && isTerminalRunStatus(event.to)
