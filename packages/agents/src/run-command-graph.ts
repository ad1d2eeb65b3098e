import { Annotation, END, interrupt, type Runtime, START, StateGraph } from '@langchain/langgraph'
import {
  type ChangesetDraft,
  type CommandReport,
  type InterruptRequest,
  type PartAnswer,
  UnbundleableChangeError,
} from '@pm-bot/domain'
import { type AgentContext, AgentContextSchema, type AgentGraph, endChannel } from './agent-graph.ts'
import { describeFailure } from './describe-failure.ts'
import { readRunCommandSpec } from './read-run-command-spec.ts'

const State = Annotation.Root({
  report: Annotation<CommandReport>,
  changeset: Annotation<ChangesetDraft | null>,
  answer: Annotation<PartAnswer>,
  end: endChannel,
})
type State = typeof State.State

/** `run_command/v1`: run one command, ask whether its change may be applied, report. */
export const runCommandGraph: AgentGraph = (checkpointer) =>
  new StateGraph(State, AgentContextSchema)
    .addNode('execute', execute)
    .addNode('approve', approve)
    .addNode('finish', finish)
    .addEdge(START, 'execute')
    .addConditionalEdges('execute', ({ end }) => (end === null ? 'approve' : END), ['approve', END])
    .addEdge('approve', 'finish')
    .addEdge('finish', END)
    .compile({ checkpointer })

/**
 * One node from the command to the changeset: an attempt that dies in it starts over in a
 * fresh clone, and half a change is never collected.
 */
async function execute(_: State, { context }: Runtime<AgentContext>): Promise<Partial<State>> {
  const { goal, workbench } = context!
  const spec = readRunCommandSpec(context!.spec)
  await workbench.mayGoOn()
  const report = await workbench.runCommand({
    argv: spec.command,
    timeoutMs: spec.timeoutSeconds * 1000,
    network: spec.network,
  })
  const failure = describeFailure(report, spec)
  if (failure !== null) return { report, changeset: null, end: { status: 'failed', reason: failure } }

  try {
    const changeset = await workbench.collectChanges(spec.message ?? firstLine(goal))
    if (changeset !== null) return { report, changeset }
    return { report, changeset, end: { status: 'completed', summary: 'The command changed nothing.' } }
  } catch (error) {
    if (!(error instanceof UnbundleableChangeError)) throw error
    return { report, changeset: null, end: { status: 'failed', reason: error.message } }
  }
}

/** Nothing but the question: on resume a node runs again from its top. */
async function approve({ changeset }: State): Promise<Partial<State>> {
  return {
    answer: interrupt<InterruptRequest, PartAnswer>({
      kind: 'changeset_apply',
      changeset: changeset!,
    }),
  }
}

async function finish({ answer, changeset }: State): Promise<Partial<State>> {
  if (answer.action !== 'approve') {
    const why = answer.reason ? `: ${answer.reason}` : ''
    return { end: { status: 'failed', reason: `the change was not approved${why}` } }
  }
  const branch = changeset!.branch.replace('refs/heads/', '')
  const commit = answer.commitSha ? `commit ${answer.commitSha.slice(0, 12)}` : 'a commit'
  return { end: { status: 'completed', summary: `The change is ${commit} on the branch ${branch}.` } }
}

function firstLine(goal: string): string {
  return goal.trim().split('\n')[0]!.trim()
}
