import type { AgentInterrupt } from '../agent/agent-port.ts'
import { amount, describeShortfall } from '../budget/budget-sentences.ts'
import type { ChangesetDraft } from '../changeset/changeset.ts'
import type { PublishPlan } from '../changeset/publish.ts'
import type { RuleContext } from '../run/decide-run.ts'
import type { InterruptRef, PendingItem, Run } from '../run/run.ts'
import type { RunEvent } from '../run/run-event.ts'
import { changesetItem, publishItem } from '../run/run-items.ts'
import { effectOf } from '../tool/call-reach.ts'
import { callRisk } from '../tool/call-risk.ts'
import { callTitle } from '../tool/call-title.ts'
import { whyAsked } from '../tool/judge-call.ts'
import { canonicalJson, type Json, sha256Hex } from '../values/canonical-json.ts'
import { DECISION_ACTIONS, type DecisionAction, type InboxItem } from './inbox.ts'
import type { InboxPayload, QuestionPayload, SpendPayload, ToolCallPayload } from './inbox-payload.ts'
import type { ActionRequest, BudgetShortfall, InterruptRequest, ProposedOperation } from './interrupt.ts'

/** An agent that asks for more at once has gone astray. */
export const MAX_PARTS = 100

/** How many items an interrupt becomes: one for each of its actions, or one for the whole. */
export const partsOf = (request: InterruptRequest): number =>
  request.kind === 'tool_call' ? request.actions.length : 1

/** Asks a person what an agent stopped for. */
export function openInterrupt(
  run: Run,
  { interruptId, checkpointId, request }: AgentInterrupt,
  context: RuleContext,
): RunEvent[] {
  const whole: InterruptRef = { interruptId, checkpointId, part: 0 }
  const opened = (pending: PendingItem): RunEvent => ({ type: 'item-opened', pending })
  switch (request.kind) {
    case 'changeset_apply': {
      const draft = request.changeset
      const former = formerOf(run, draft)
      const interdiff = former?.interdiff ?? null
      const supersedes = former?.changesetId ?? null
      return [
        ...[draft.bundle, draft.patch, ...(interdiff ? [interdiff] : [])].map(
          (artifact): RunEvent => ({ type: 'artifact-stored', artifact }),
        ),
        { type: 'changeset-proposed', draft, interrupt: whole, supersedes, interdiff },
        opened(changesetItem(run, draft, whole, context)),
      ]
    }
    case 'tool_call':
      return request.actions.map((action, part) =>
        opened(asPending(callItem(run, action, context), { ...whole, part }, context)),
      )
    case 'question':
      return [opened(asPending(questionItem(run, request, context), whole, context))]
    case 'spend': {
      const { kind: _, ...shortfall } = request
      return [opened(asPending(spendItem(run, shortfall, context), whole, context))]
    }
    case 'publish':
      return [opened(proposedWrites(run, request.operations, whole, context))]
  }
}

/** The change that it takes the place of, if that one gave way. */
const formerOf = ({ changesets }: Run, { former }: ChangesetDraft): ChangesetDraft['former'] =>
  former && changesets[former.changesetId]?.status === 'superseded' ? former : undefined

const asPending = (item: InboxItem, interrupt: InterruptRef, { version }: RuleContext): PendingItem => ({
  item,
  version,
  interrupt,
  changesetId: null,
})

function callItem(run: Run, action: ActionRequest, context: RuleContext): InboxItem {
  const { tool, args, callId, description } = action
  const taint = run.taint ?? []
  const payload: ToolCallPayload = {
    kind: 'tool_call',
    tool,
    args,
    callId,
    description,
    why: whyAsked(run, action),
    effect: effectOf(action),
    taint,
    ...shownWith(run),
  }
  const taken = DECISION_ACTIONS.filter((each) => action.allowed.some((one) => one === each))
  // Of a graph that takes no answer at all: at least a no, or nobody could ever decide.
  const allowed: readonly DecisionAction[] = taken.length > 0 ? taken : ['reject']
  return itemOf(
    { kind: 'tool_call', risk: callRisk(action, taint), title: callTitle(action), allowed, payload },
    context,
  )
}

function questionItem(
  run: Run,
  { question, context: about }: Extract<InterruptRequest, { kind: 'question' }>,
  context: RuleContext,
): InboxItem {
  const payload: QuestionPayload = { kind: 'question', question, context: about ?? null, ...shownWith(run) }
  const title = `Answer “${firstLine(question)}”`
  return itemOf({ kind: 'question', risk: 'low', title, allowed: ['reject', 'respond'], payload }, context)
}

function spendItem(run: Run, shortfall: BudgetShortfall, context: RuleContext): InboxItem {
  const payload: SpendPayload = {
    kind: 'spend',
    shortfall,
    extendBy: usualExtension(shortfall),
    ...shownWith(run),
  }
  const title = `Spend ${amount(shortfall.measure, payload.extendBy)} more? ${describeShortfall(shortfall)}`
  return itemOf({ kind: 'spend', risk: 'medium', title, allowed: ['approve', 'reject'], payload }, context)
}

/** As much again as the limit is, or what is missing where that is more. */
const usualExtension = ({ limit, spent, reserved, needed }: BudgetShortfall): number =>
  Math.max(1, limit, spent + reserved + needed - limit)

function proposedWrites(
  run: Run,
  proposed: readonly ProposedOperation[],
  interrupt: InterruptRef,
  context: RuleContext,
): PendingItem {
  const { runId, repo } = run
  const { repoId, fullName } = repo
  const operations = proposed.map(({ operation }) => operation)
  const plan: PublishPlan = { format: 'pm-bot-publish/1', runId, repoId, fullName, operations }
  const reasons = proposed.map(({ rationale, confidence }) => ({ rationale, confidence }))
  return publishItem(run, plan, context, { interrupt, reasons })
}

/** The subject is the payload itself: all that the item shows. */
function itemOf(
  facts: Pick<InboxItem, 'kind' | 'risk' | 'title'> & {
    allowed: readonly DecisionAction[]
    payload: InboxPayload
  },
  context: RuleContext,
): InboxItem {
  return {
    ...facts,
    itemId: context.newId(),
    status: 'pending',
    payload: facts.payload as unknown as Json,
    subjectHash: sha256Hex(canonicalJson(facts.payload)),
    createdAt: context.now,
    decision: null,
  }
}

const shownWith = ({ goal, repo: { repoId, name, fullName } }: Run) => ({
  goal,
  repo: { repoId, name, fullName },
})

const firstLine = (text: string): string => text.trim().split('\n')[0]!.slice(0, 200)
