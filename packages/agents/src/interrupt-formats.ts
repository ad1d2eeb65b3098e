import {
  type ActionRequest,
  BUDGET_MEASURES,
  type InterruptAnswer,
  type InterruptRequest,
  type Json,
  type PartAnswer,
} from '@pm-bot/domain'

type Allowed = ActionRequest['allowed']

/** LangChain's human-in-the-loop schema, as its middleware asks; `callId` is ours, and others leave it out. */
export interface HitlRequest {
  actionRequests: { name: string; args: Json; description?: string; callId?: string }[]
  reviewConfigs: { actionName: string; allowedDecisions: Allowed }[]
}
export interface HitlResponse {
  decisions: HitlDecision[]
}
export type HitlDecision =
  | { type: 'approve' }
  | { type: 'edit'; editedAction: { name: string; args: Json } }
  | { type: 'reject'; message?: string }
  | { type: 'respond'; message: string }

/** LangGraph's Agent Inbox schema, one or a list. */
interface InboxRequest {
  action_request: { action: string; args: Json }
  config?: Partial<Record<keyof typeof INBOX_WORDS, boolean>>
  description?: string
}
const INBOX_WORDS = {
  allow_accept: 'approve',
  allow_edit: 'edit',
  allow_ignore: 'reject',
  allow_respond: 'respond',
} as const

/** Whether a value that has one of our kinds also has what is read of it: a foreign graph may use the same words. */
const IS_WHOLE: Record<
  Exclude<InterruptRequest['kind'], 'tool_call'>,
  (value: Record<string, unknown>) => boolean
> = {
  question: ({ question }) => typeof question === 'string',
  changeset_apply: ({ changeset }) =>
    isObject(changeset) &&
    isObject(changeset.bundle) &&
    isObject(changeset.patch) &&
    Array.isArray(changeset.files),
  spend: ({ scope, measure, limit, spent, reserved, needed }) =>
    isObject(scope) &&
    BUDGET_MEASURES.some((known) => known === measure) &&
    [limit, spent, reserved, needed].every(Number.isFinite),
  publish: ({ operations }) =>
    Array.isArray(operations) &&
    operations.length > 0 &&
    operations.every((each) => isObject(each) && isObject(each.operation)),
}

/** What a graph's interrupt asks, in our words. What is in no schema that we know becomes a question. */
export function readInterrupt(value: unknown): InterruptRequest {
  if (isOurs(value)) return value
  if (isHitl(value)) return { kind: 'tool_call', format: 'hitl', actions: hitlActions(value) }
  if (isInbox(value)) return { kind: 'tool_call', format: 'agent-inbox', actions: [inboxAction(value)] }
  if (Array.isArray(value) && value.length > 0 && value.every(isInbox)) {
    return { kind: 'tool_call', format: 'agent-inbox-list', actions: value.map(inboxAction) }
  }
  if (typeof value === 'string') return { kind: 'question', question: value }
  return {
    kind: 'question',
    question: 'The agent waits for an answer.',
    context: shownAsJson(value),
  }
}

/** What the interrupted node gets as the answer to what it asked with, in the same words. */
export function resumeValue(value: unknown, { parts }: InterruptAnswer): unknown {
  if (isOurs(value)) return parts[0]
  const request = readInterrupt(value)
  if (request.kind !== 'tool_call') return parts[0]?.reason ?? parts[0]?.payload ?? null
  const answered = request.actions.map((action, index) => ({ action, part: parts[index]! }))
  switch (request.format) {
    case 'hitl':
      return { decisions: answered.map(hitlDecision) } satisfies HitlResponse
    // It answers one question with a list of one as well.
    case 'agent-inbox':
    case 'agent-inbox-list':
      return answered.map(inboxResponse)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOurs = (value: unknown): value is InterruptRequest =>
  isObject(value) &&
  typeof value.kind === 'string' &&
  Object.hasOwn(IS_WHOLE, value.kind) &&
  IS_WHOLE[value.kind as keyof typeof IS_WHOLE](value)

const isHitl = (value: unknown): value is HitlRequest =>
  isObject(value) &&
  Array.isArray(value.actionRequests) &&
  value.actionRequests.length > 0 &&
  value.actionRequests.every((action) => isObject(action) && typeof action.name === 'string')

const isInbox = (value: unknown): value is InboxRequest =>
  isObject(value) && isObject(value.action_request) && typeof value.action_request.action === 'string'

function hitlActions({ actionRequests, reviewConfigs }: HitlRequest): ActionRequest[] {
  const configs = Array.isArray(reviewConfigs) ? reviewConfigs.filter(isObject) : []
  return actionRequests.map(({ name, args, description, callId }) => {
    const allowed = configs.find(({ actionName }) => actionName === name)?.allowedDecisions
    return {
      callId: textOrNull(callId),
      tool: name,
      args: asJson(args),
      description: textOrNull(description),
      allowed: Array.isArray(allowed) ? allowed : ['approve', 'reject'],
    }
  })
}

function inboxAction({ action_request, config, description }: InboxRequest): ActionRequest {
  const words = Object.entries(INBOX_WORDS) as [keyof typeof INBOX_WORDS, Allowed[number]][]
  return {
    callId: null,
    tool: action_request.action,
    args: asJson(action_request.args),
    description: textOrNull(description),
    allowed: words.filter(([word]) => config?.[word] === true).map(([, action]) => action),
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A foreign graph's values are JavaScript's: what JSON cannot hold is left out. */
function asJson(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value ?? {})) as Json
  } catch {
    return {}
  }
}

function shownAsJson(value: unknown): string {
  try {
    return JSON.stringify(value ?? null, null, 2) ?? String(value)
  } catch {
    return 'It cannot be shown.'
  }
}

interface Answered {
  action: ActionRequest
  part: PartAnswer
}

function hitlDecision({ action, part }: Answered): HitlDecision {
  switch (part.action) {
    case 'edit':
      return { type: 'edit', editedAction: { name: action.tool, args: part.payload ?? action.args } }
    case 'respond':
      return { type: 'respond', message: part.reason ?? '' }
    case 'approve':
      // What was approved is what was shown, unless it was edited on the way.
      if (part.payload === undefined) return { type: 'approve' }
      return { type: 'edit', editedAction: { name: action.tool, args: part.payload } }
    default:
      return part.reason ? { type: 'reject', message: part.reason } : { type: 'reject' }
  }
}

function inboxResponse({ action, part }: Answered): { type: string; args: unknown } {
  const request = (args: Json) => ({ action: action.tool, args })
  switch (part.action) {
    case 'edit':
      return { type: 'edit', args: request(part.payload ?? action.args) }
    case 'respond':
      return { type: 'response', args: part.reason ?? '' }
    case 'approve':
      if (part.payload !== undefined) return { type: 'edit', args: request(part.payload) }
      return { type: 'accept', args: request(action.args) }
    default:
      return { type: 'ignore', args: null }
  }
}
