import { isGraphId } from '../agent/graphs.ts'
import { riskOf } from '../changeset/change-risk.ts'
import type { ChangesetDraft } from '../changeset/changeset.ts'
import { type PublishOperation, type PublishPlan, publishHash } from '../changeset/publish.ts'
import type { Risk } from '../inbox/inbox.ts'
import type { ChangesetApplyPayload, PublishItemPayload, RunStartPayload } from '../inbox/inbox-payload.ts'
import { canonicalJson, type Json, sha256Hex } from '../values/canonical-json.ts'
import type { RuleContext } from './decide-run.ts'
import type { InterruptRef, PendingItem, Run } from './run.ts'
import type { RunCommand } from './run-command.ts'

/** "May this agent start?" The subject is the payload itself. */
export function runStartItem(
  command: Extract<RunCommand, { type: 'propose-run' }>,
  context: RuleContext,
): PendingItem {
  const { repoId, name, fullName } = command.repo
  const payload: RunStartPayload = {
    kind: 'run_start',
    goal: command.goal,
    graphId: command.graphId,
    spec: command.spec,
    ...(command.tools ? { tools: command.tools } : {}),
    ...(command.budget ? { budget: command.budget } : {}),
    repo: { repoId, name, fullName },
    ...(command.forkOf ? { forkOf: command.forkOf } : {}),
  }
  return {
    version: context.version,
    interrupt: null,
    changesetId: null,
    item: {
      itemId: context.newId(),
      kind: 'run_start',
      risk: startRisk(command.graphId),
      status: 'pending',
      title: `Start “${command.goal}” on ${name}`,
      payload: payload as unknown as Json,
      subjectHash: sha256Hex(canonicalJson(payload)),
      allowed: ['approve', 'reject'],
      createdAt: context.now,
      decision: null,
    },
  }
}

/** "May exactly these bytes become a commit?" The subject is the bundle file. */
export function changesetItem(
  run: Run,
  draft: ChangesetDraft,
  interrupt: InterruptRef | null,
  context: RuleContext,
  rebased?: ChangesetApplyPayload['rebased'],
): PendingItem {
  const { repoId, name, fullName } = run.repo
  const payload: ChangesetApplyPayload = {
    kind: 'changeset_apply',
    changesetId: draft.changesetId,
    goal: run.goal,
    repo: { repoId, name, fullName },
    baseSha: draft.baseSha,
    branch: draft.branch,
    message: draft.message,
    files: [...draft.files],
    ...(draft.pullRequest ? { pullRequest: draft.pullRequest } : {}),
    ...(run.follows ? { follows: run.follows } : {}),
    ...(rebased ? { rebased } : {}),
  }
  return {
    version: context.version,
    interrupt,
    changesetId: draft.changesetId,
    item: {
      itemId: context.newId(),
      kind: 'changeset_apply',
      risk: riskOf(draft.files),
      status: 'pending',
      title: `Apply “${run.goal}” to ${name}`,
      payload: payload as unknown as Json,
      subjectHash: draft.bundle.hash,
      // A command is done; every other agent can be asked for another change.
      allowed: run.graphId === 'run_command/v1' ? ['approve', 'reject'] : ['approve', 'reject', 'respond'],
      createdAt: context.now,
      decision: null,
    },
  }
}

/**
 * It runs as the operator's user: without a sandbox nothing contains it. An agent with a login of its own can use it, and
 * a graph of others is code of others, in the worker itself.
 */
const startRisk = (graphId: string): Risk =>
  graphId === 'cli_agent/v1' || !isGraphId(graphId) ? 'high' : 'medium'

/** "May exactly this be written to GitHub?" The subject is the plan. */
export function publishItem(
  run: Run,
  plan: PublishPlan,
  context: RuleContext,
  asked?: { interrupt: InterruptRef; reasons: NonNullable<PublishItemPayload['reasons']> },
): PendingItem {
  const payload: PublishItemPayload = { kind: 'publish', plan, ...(asked ? { reasons: asked.reasons } : {}) }
  return {
    version: context.version,
    interrupt: asked?.interrupt ?? null,
    changesetId: null,
    item: {
      itemId: context.newId(),
      kind: 'publish',
      risk: plan.operations.some(({ op }) => op === 'delete-branch') ? 'medium' : 'low',
      status: 'pending',
      title: `${plan.operations.map(wordsOf).join(', ')} in ${run.repo.fullName}`,
      payload: payload as unknown as Json,
      subjectHash: publishHash(plan),
      allowed: asked ? ['approve', 'edit', 'reject'] : ['approve', 'reject'],
      createdAt: context.now,
      decision: null,
    },
  }
}

function wordsOf(operation: PublishOperation): string {
  switch (operation.op) {
    case 'comment':
      return `Comment on #${operation.number}`
    case 'add-labels':
      return `Label #${operation.number} ${operation.labels.join(', ')}`
    case 'remove-label':
      return `Take the label ${operation.label} from #${operation.number}`
    case 'create-issue':
      return `Open the issue “${operation.title}”`
    case 'close':
      return `Close #${operation.number}`
    case 'delete-branch':
      return `Delete the branch ${operation.branch}`
  }
}
