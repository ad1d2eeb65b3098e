import {
  type ArtifactRef,
  type BudgetShortfall,
  isToolName,
  type ToolCall,
  toolDescriptors,
  type Workbench,
} from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import { ToolError } from '../tools/tool-performer.ts'
import type { CallEnd } from './ended-calls.ts'
import { timeOf } from './time-of.ts'
import { shortened } from './tool-trace.ts'

/** What tools return is capped by themselves; this is the last word. */
const MOST_CHARACTERS = 60_000
/** Of each text on the timeline; more of it is in the trace. */
const SHOWN = 600

export type Performed = { kept: readonly ArtifactRef[] } & (
  | { status: 'ended'; end: CallEnd }
  /** It is not allowed at this moment, and was not made. */
  | { status: 'not-now' }
  | { status: 'exhausted'; shortfall: BudgetShortfall; sentence: string }
  | { status: 'refused'; sentence: string }
)

/** Makes one call, after the control plane allowed it in this very moment. */
export async function performCall(
  call: ToolCall,
  isEdited: boolean,
  context: AgentContext,
): Promise<Performed> {
  const { workbench, performers, redactor, signal } = context
  const { callId, tool, args } = call
  signal.throwIfAborted()
  // Other calls of this answer may have changed what is allowed.
  const { verdict } = isToolName(tool) ? await workbench.judgeCall(call, true) : { verdict: 'deny' }
  if (!isToolName(tool) || verdict !== 'allow') return { status: 'not-now', kept: [] }

  const spend = await workbench.reserve({
    callId,
    provider: null,
    model: null,
    quotaKey: toolDescriptors[tool].quotaKey,
    inputTokens: 0,
    outputTokens: 0,
    seconds: timeOf(call),
  })
  if (spend.status !== 'granted') return { ...spend, kept: [] }

  const kept: ArtifactRef[] = []
  const startedAt = performance.now()
  let text: string
  let outcome: CallEnd['outcome'] = 'done'
  try {
    text = await performers[tool].perform(args, {
      workbench: noting(workbench, kept),
      workDirectory: await workbench.workDirectory(),
      signal,
    })
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    text = error.message
    outcome = 'failed'
  }
  const milliseconds = Math.round(performance.now() - startedAt)
  const seconds = Math.ceil(milliseconds / 1000)
  await workbench.settle(spend.reservationId, { inputTokens: 0, outputTokens: 0, seconds })
  await workbench.progress({
    type: 'tool-called',
    title: `${outcome === 'done' ? 'Called' : 'Called in vain'} ${tool}${targetOf(call)}`,
    detail: {
      callId,
      tool,
      outcome,
      milliseconds,
      bytes: Buffer.byteLength(text),
      args: shortened(redactor.json(args), SHOWN),
      result: redactor.text(text).slice(0, SHOWN),
    },
  })
  const edited = isEdited ? `[The operator changed the arguments to ${JSON.stringify(args)}.]\n` : ''
  return {
    status: 'ended',
    kept,
    end: { outcome, milliseconds, args, text: edited + capped(redactor.text(text)) },
  }
}

/** Notes what is kept on the way, so that a later attempt can report it. */
const noting = (workbench: Workbench, kept: ArtifactRef[]): Workbench => ({
  ...workbench,
  async runCommand(command) {
    const report = await workbench.runCommand(command)
    kept.push(report.log)
    return report
  },
  async keepArtifact(artifact) {
    const ref = await workbench.keepArtifact(artifact)
    kept.push(ref)
    return ref
  },
})

const capped = (text: string): string =>
  text.length <= MOST_CHARACTERS
    ? text
    : `${text.slice(0, MOST_CHARACTERS)}\n[The rest is left out: ${text.length - MOST_CHARACTERS} more characters.]`

/** What a call is about, in few words. */
function targetOf({ args }: ToolCall): string {
  if (args === null || typeof args !== 'object') return ''
  const { path, argv, query, number } = args as Record<string, unknown>
  const target = path ?? (Array.isArray(argv) ? argv.join(' ') : undefined) ?? query ?? number
  return target === undefined ? '' : ` ${String(target).slice(0, 120)}`
}
