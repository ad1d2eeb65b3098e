import { Command, type Runtime } from '@langchain/langgraph'
import { DomainError } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import { afterTurn } from './after-turn.ts'
import { type CalledModel, callModel } from './call-model.ts'
import { MOST_TURNS } from './circuit-breaker.ts'
import { fitContext } from './fit-context.ts'
import type { LoopAgent } from './loop-agent.ts'
import type { LoopState, LoopUpdate } from './loop-state.ts'
import type { LoopMessage } from './messages.ts'
import { modelOf } from './model-of.ts'
import { offersOf } from './offers.ts'
import { readReply } from './read-reply.ts'
import { traceEntry } from './tool-trace.ts'

/** With less there is no work to be done. */
const LEAST_CONTEXT_TOKENS = 4000

/** Hears what the operator said, and asks the model for its next answer. */
export const think =
  (agent: LoopAgent) =>
  async (state: LoopState, { context }: Runtime<AgentContext>): Promise<Command<unknown, LoopUpdate>> => {
    const { workbench, runId } = context!
    const heardTo = state.heard?.runId === runId ? state.heard.seq : 0
    const { steering } = await workbench.mayGoOn(heardTo)
    const heard = steering.map(({ text }): LoopMessage => ({ from: 'person', text }))
    const update: LoopUpdate = {
      messages: heard,
      heard: { runId, seq: steering.at(-1)?.seq ?? heardTo },
      shortfall: null,
    }
    const turn = state.turn + 1
    if (turn > MOST_TURNS) return failed(update, `the agent was not done after ${MOST_TURNS} turns`)

    const { called, contextTokens } = await ask(agent, state, [...state.messages, ...heard], turn, context!)
    switch (called.status) {
      case 'exhausted': {
        const { shortfall, sentence } = called
        return new Command({
          goto: 'spend',
          update: { ...update, shortfall: { ...shortfall, sentence, step: 'think' } },
        })
      }
      case 'refused':
        return failed(update, called.sentence)
      case 'too-long':
        return failed(
          update,
          'the conversation with the model grew longer than it takes, also without what could be left out',
        )
      case 'answered': {
        const { message, unreadable } = readReply(called.reply, turn, context!.redactor)
        const { usage } = called.reply
        const names = message.calls.map(({ tool }) => tool)
        await workbench.progress({
          type: 'model-answered',
          title: describeAnswer(called.milliseconds, names),
          detail: {
            turn,
            ...usage,
            milliseconds: called.milliseconds,
            microUsd: called.microUsd,
            calls: names,
            heardTo: steering.at(-1)?.seq ?? heardTo,
          },
        })
        const answered = { ...update, turn, unreadable, contextTokens, messages: [...heard, message] }
        if (names.length > 0) return new Command({ goto: 'gate', update: answered })

        const reminder = called.reply.wasCut
          ? 'Your answer was cut off because it was too long. Do less at once.'
          : `You called no tool. Go on with one, or call ${agent.endTool.name} when you are done.`
        const entry = traceEntry({
          turn,
          tool: null,
          callId: null,
          args: null,
          outcome: 'no-call',
          text: message.text,
        })
        return afterTurn(state, {
          ...answered,
          messages: [...answered.messages, { from: 'person', text: reminder }],
          trace: [entry],
        })
      }
    }
  }

/** Again with less where the model says that it is too much. */
async function ask(
  agent: LoopAgent,
  state: LoopState,
  messages: readonly LoopMessage[],
  turn: number,
  context: AgentContext,
): Promise<{ called: CalledModel; contextTokens: number | null }> {
  const model = await modelOf(context).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error
    return error
  })
  if (model instanceof DomainError) {
    return { called: { status: 'refused', sentence: model.message }, contextTokens: state.contextTokens }
  }
  const tools = offersOf(agent)
  for (let tokens = state.contextTokens ?? model.contextTokens; ; tokens = Math.floor(tokens / 2)) {
    const fitted = tokens < LEAST_CONTEXT_TOKENS ? null : fitContext(messages, tokens)
    if (fitted === null) return { called: { status: 'too-long' }, contextTokens: tokens }
    const callId = `turn-${turn}-in-${tokens}`
    const called = await callModel(model, { callId, turn, messages: fitted, tools }, context)
    if (called.status !== 'too-long') return { called, contextTokens: tokens }
  }
}

const failed = (update: LoopUpdate, reason: string) =>
  new Command<unknown, LoopUpdate>({
    goto: 'close',
    update: { ...update, end: { status: 'failed', reason } },
  })

function describeAnswer(milliseconds: number, names: readonly string[]): string {
  const seconds = (milliseconds / 1000).toFixed(1)
  if (names.length === 0) return `The model answered after ${seconds} s`
  return `The model answered after ${seconds} s and calls ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and more' : ''}`
}
