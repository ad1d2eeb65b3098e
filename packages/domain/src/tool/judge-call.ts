import type { KnownCall, Run } from '../run/run.ts'
import type { RunCommand } from '../run/run-command.ts'
import type { RunEvent } from '../run/run-event.ts'
import { canonicalJson, type Json, sha256Hex } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import { effectOf } from './call-reach.ts'
import { callRisk } from './call-risk.ts'
import { ruleFits, ruleForbids } from './match-rule.ts'
import type { ToolCall, ToolPolicy, ToolRule, ToolVerdict } from './tool-policy.ts'
import { isToolName } from './tools.ts'

/** A verdict, and of “ask” what the workspace's grants have to know. */
export type CallJudgement =
  | Exclude<ToolVerdict, { verdict: 'ask' }>
  | (Extract<ToolVerdict, { verdict: 'ask' }> & {
      grants: { workspaceId: string; repoId: string; tainted: boolean }
    })

type Question = Extract<RunCommand, { type: 'judge-call' }>

/** Of canonical JSON. What is longer belongs into a file, and not into a run's state. */
const MAX_ARGS_BYTES = 256 * 1024

/** Recognises a call that was allowed: the tool with exactly these arguments. */
export const callHash = ({ tool, args }: Pick<ToolCall, 'tool' | 'args'>): string =>
  sha256Hex(canonicalJson({ tool, args }))

/** The first rule that fits decides; undefined means denied. */
export const ruleFor = (
  policy: ToolPolicy | null | undefined,
  call: Pick<ToolCall, 'tool' | 'args'>,
): ToolRule | undefined =>
  policy?.rules.find((rule) =>
    (rule.verdict === 'deny' ? ruleForbids : ruleFits)(rule, { callId: '', ...call }),
  )

/** Says whether a call may be made. A denial by policy stands above every decision and grant. */
export function judgeCall(
  run: Run,
  { call, begin, token, grantId, tainted: askedTainted = false }: Question,
): CallJudgement {
  const denied = whyDenied(run.tools, call)
  if (denied !== null) return { verdict: 'deny', why: denied }

  const known = knownCall(run, call.callId)
  const allowed = known?.allowed === callHash(call)
  const taint = run.taint ?? []
  const tainted = taint.length > 0 && reachesOut(call)
  // A grant that was found before the run read something may not cover the call any more.
  const granted = grantId !== null && (askedTainted || !tainted)
  if (!allowed && !granted && (tainted || ruleFor(run.tools, call)?.verdict === 'ask')) {
    const grants = { workspaceId: run.workspaceId, repoId: run.repo.repoId, tainted }
    return { verdict: 'ask', risk: callRisk(call, taint), why: whyAsked(run, call), grants }
  }
  const { begunBy } = known ?? {}
  if (begunBy !== undefined && !(begin && begunBy === token)) {
    const why = `an earlier attempt began this call of ${call.tool} and did not say how it ended`
    return { verdict: 'in-doubt', why }
  }
  return { verdict: 'allow', grantId: allowed ? null : grantId }
}

/** Remembers that a call which may reach the world is begun, before it is. */
export function beginCall(run: Run, question: Question): RunEvent[] {
  if (run.work?.effectId !== question.effectId) throw goesOnNoMore(run)
  const { call, begin, token } = question
  if (!begin || !reachesOut(call) || judgeCall(run, question).verdict !== 'allow') return []
  if (knownCall(run, call.callId)?.begunBy === token) return []
  return [{ type: 'call-begun', callId: call.callId, tool: call.tool, token }]
}

export function taintRun(
  run: Run,
  { effectId, labels }: Extract<RunCommand, { type: 'taint-run' }>,
): RunEvent[] {
  if (run.work?.effectId !== effectId) throw goesOnNoMore(run)
  const fresh = [...new Set(labels)].filter((label) => !run.taint?.includes(label))
  return fresh.length === 0 ? [] : [{ type: 'tainted', labels: fresh }]
}

/** Why no decision can allow a call; null where one can. */
export function whyDenied(
  policy: ToolPolicy | null | undefined,
  { tool, args }: { tool: string; args: Json },
): string | null {
  if (canonicalJson(args).length > MAX_ARGS_BYTES) return `the arguments of ${tool} are longer than 256 KB`
  const rule = ruleFor(policy, { tool, args })
  if (!rule) return `no rule of this run allows this call of ${tool}`
  return rule.verdict === 'deny' ? `a rule of this run forbids this call of ${tool}` : null
}

/**
 * What policy denies no person allows. Of a tool that only a foreign graph knows nothing stands in the rules: it is for the person.
 * @throws DomainError
 */
export function assertCallAllowed({ tools }: Run, call: { tool: string; args: Json }): void {
  if (!isToolName(call.tool) && !ruleFor(tools, call)) return
  const why = whyDenied(tools, call)
  if (why !== null) throw new DomainError('action_not_allowed', `${why}; nobody can approve it in this run`)
}

/** Why a person is asked about a call. */
export function whyAsked({ tools, taint = [] }: Run, call: { tool: string; args: Json }): string {
  if (taint.length > 0 && reachesOut(call))
    return `it may reach outside, and the run has read ${readWords(taint)}`
  return ruleFor(tools, call)
    ? `a rule of this run says to ask about ${call.tool}`
    : 'its agent asks before it does this'
}

export const readWords = (taint: NonNullable<Run['taint']>): string =>
  taint.map((label) => (label === 'untrusted-text' ? 'text from outside' : 'private content')).join(' and ')

const reachesOut = (call: Pick<ToolCall, 'tool' | 'args'>): boolean => effectOf(call) === 'outside'

const knownCall = ({ calls = {} }: Run, callId: string): KnownCall | undefined =>
  Object.hasOwn(calls, callId) ? calls[callId] : undefined

const goesOnNoMore = ({ status }: Run) =>
  new DomainError('transition_refused', `this run is ${status} and does not go on`, { status })
