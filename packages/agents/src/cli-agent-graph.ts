import { Annotation, Command, END, interrupt, type Runtime, START, StateGraph } from '@langchain/langgraph'
import {
  type ArtifactRef,
  type BudgetShortfall,
  type ChangesetDraft,
  type CommandReport,
  type InterruptRequest,
  type KeptWork,
  type PartAnswer,
  UnbundleableChangeError,
} from '@pm-bot/domain'
import {
  type AgentContext,
  AgentContextSchema,
  type AgentEnd,
  type AgentGraph,
  endChannel,
} from './agent-graph.ts'
import { type CliAgentPlan, commandFor, readCliAgentSpec } from './cli-agents.ts'
import { describeFailure } from './describe-failure.ts'
import { notFound } from './describe-spawn-error.ts'
import { operatorWords } from './operator-words.ts'

const latest = <T>() => Annotation<T | null>({ reducer: (_, next) => next, default: () => null })

const State = Annotation.Root({
  report: Annotation<CommandReport>,
  /** What earlier rounds kept: their transcripts. */
  kept: Annotation<readonly ArtifactRef[]>({ reducer: (all, more) => [...all, ...more], default: () => [] }),
  /** Counts the times that the agent was started. */
  round: Annotation<number>({ reducer: (_, next) => next, default: () => 0 }),
  /** The clone as the agent left it, for another round. */
  work: latest<KeptWork>(),
  changeset: latest<ChangesetDraft>(),
  shortfall: latest<BudgetShortfall & { sentence: string }>(),
  /** The operator's, about what the round before changed. */
  words: latest<string>(),
  end: endChannel,
})
type State = typeof State.State
type Update = typeof State.Update

/**
 * `cli_agent/v1`: a program that is an agent itself works on the goal in the sandbox; its change is asked about like that of a
 * command. Asked for another change, it is started again where it stopped.
 */
export const cliAgentGraph: AgentGraph = (checkpointer) =>
  new StateGraph(State, AgentContextSchema)
    .addNode('execute', execute, { ends: ['spend', 'approve', END] })
    .addNode('spend', spend, { ends: ['execute', END] })
    .addNode('approve', approve, { ends: ['execute', END] })
    .addEdge(START, 'execute')
    .compile({ checkpointer })

const ended = (end: AgentEnd, update: Update = {}) => new Command({ goto: END, update: { ...update, end } })
const failed = (reason: string, update?: Update) => ended({ status: 'failed', reason }, update)

/**
 * One node from the agent's start to its changeset: an attempt that dies in it starts over from what the round before left,
 * and half a change is never collected.
 */
async function execute(state: State, { context }: Runtime<AgentContext>): Promise<Command<unknown, Update>> {
  const { goal, workbench } = context!
  const plan = readCliAgentSpec(context!.spec)
  await workbench.mayGoOn()
  if (state.work !== null) await workbench.restoreWork(state.work)

  const round = state.round + 1
  const spending = await workbench.reserve({
    ...NOTHING,
    callId: `cli-agent-${round}`,
    seconds: plan.timeoutSeconds,
  })
  if (spending.status === 'refused') return failed(`budget: ${spending.sentence}`)
  if (spending.status === 'exhausted') {
    const { shortfall, sentence } = spending
    return new Command({ goto: 'spend', update: { shortfall: { ...shortfall, sentence } } })
  }
  const argv = commandFor(plan, goal, state.words)
  const { network, timeoutSeconds } = plan
  const report = await workbench.runCommand({
    argv,
    network,
    timeoutMs: timeoutSeconds * 1000,
    as: 'cli-agent',
  })
  const seconds = Math.ceil(report.durationMs / 1000)
  await workbench.settle(spending.reservationId, { inputTokens: 0, outputTokens: 0, seconds })

  const update = { report, kept: [report.log], round }
  const failure = report.spawnError === notFound(argv[0]) ? plan.setUp : describeFailure(report, plan)
  if (failure !== null) return failed(failure, update)
  return await proposed(plan, context!, update)
}

async function proposed(
  { message }: CliAgentPlan,
  { goal, workbench }: AgentContext,
  update: Update,
): Promise<Command<unknown, Update>> {
  try {
    const changeset = await workbench.collectChanges(message ?? firstLine(goal))
    if (changeset === null)
      return ended({ status: 'completed', summary: 'The agent changed nothing.' }, update)
    return new Command({
      goto: 'approve',
      update: { ...update, changeset, work: await workbench.keepWork() },
    })
  } catch (error) {
    if (!(error instanceof UnbundleableChangeError)) throw error
    return failed(error.message, update)
  }
}

/** Asks for more where a limit is reached, and starts the agent after all. */
async function spend({ shortfall }: State): Promise<Command<unknown, Update>> {
  const { sentence, ...short } = shortfall!
  const { action, reason } = interrupt<InterruptRequest, PartAnswer>({ kind: 'spend', ...short })
  if (action === 'approve') return new Command({ goto: 'execute', update: { shortfall: null } })
  return failed(`budget: ${sentence}${reason ? ` The operator said: ${reason}` : ''}`)
}

/** On resume it runs again from its top, which is the question. */
async function approve({ changeset }: State): Promise<Command<unknown, Update>> {
  const answer = interrupt<InterruptRequest, PartAnswer>({ kind: 'changeset_apply', changeset: changeset! })
  if (answer.action === 'respond') {
    return new Command({ goto: 'execute', update: { words: operatorWords(answer), changeset: null } })
  }
  if (answer.action !== 'approve') {
    return failed(`the change was not approved${answer.reason ? `: ${answer.reason}` : ''}`)
  }
  const branch = changeset!.branch.replace('refs/heads/', '')
  const commit = answer.commitSha ? `commit ${answer.commitSha.slice(0, 12)}` : 'a commit'
  return ended({ status: 'completed', summary: `The change is ${commit} on the branch ${branch}.` })
}

const firstLine = (goal: string): string => goal.trim().split('\n')[0]!.trim()

const NOTHING = {
  provider: null,
  model: null,
  quotaKey: 'cli_agent',
  inputTokens: 0,
  outputTokens: 0,
} as const
