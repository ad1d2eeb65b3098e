import { setTimeout as sleep } from 'node:timers/promises'
import type { BudgetShortfall } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import {
  type ChatModel,
  ModelError,
  type ModelReply,
  type ToolOffer,
  WithheldError,
} from '../models/chat-model.ts'
import { estimateTokens } from '../models/estimate-tokens.ts'
import { type LoopMessage, toLangChain } from './messages.ts'

const MODEL_SECONDS = 300
const MAX_OUTPUT_TOKENS = 8192
/** Calls of one turn. What fails longer than these is left to the next attempt, which may be made elsewhere. */
const TRIES = 3
const LONGEST_WAIT_MS = 60_000

export type CalledModel =
  | { status: 'answered'; reply: ModelReply; milliseconds: number; microUsd: number | null }
  | { status: 'exhausted'; shortfall: BudgetShortfall; sentence: string }
  /** The run cannot go on, whoever tries. */
  | { status: 'refused'; sentence: string }
  | { status: 'too-long' }

/**
 * One answer of the model, each call reserved before and settled after it.
 * @throws ModelError when it is not to be had for now
 */
export async function callModel(
  model: ChatModel,
  {
    callId,
    turn,
    messages,
    tools,
  }: { callId: string; turn: number; messages: readonly LoopMessage[]; tools: readonly ToolOffer[] },
  { workbench, signal }: AgentContext,
): Promise<CalledModel> {
  const inputTokens = estimateTokens([messages, tools])
  for (let tries = 1; ; tries += 1) {
    const verdict = await workbench.reserve({
      callId: `${callId}-try-${tries}`,
      provider: model.provider,
      model: model.name,
      quotaKey: null,
      inputTokens,
      outputTokens: MAX_OUTPUT_TOKENS,
      seconds: MODEL_SECONDS,
    })
    if (verdict.status !== 'granted') return verdict

    const startedAt = performance.now()
    const seconds = () => Math.ceil((performance.now() - startedAt) / 1000)
    try {
      const reply = await model.call({
        messages: messages.map(toLangChain),
        tools,
        maxOutputTokens: MAX_OUTPUT_TOKENS,
        timeoutMs: MODEL_SECONDS * 1000,
        signal,
        mayLeave: async () => !(await workbench.isPaused()),
      })
      const microUsd = await workbench.settle(verdict.reservationId, { ...reply.usage, seconds: seconds() })
      const milliseconds = Math.round(performance.now() - startedAt)
      return { status: 'answered', reply, milliseconds, microUsd }
    } catch (error) {
      if (error instanceof WithheldError) {
        // It cost nothing and is no try: the next reservation is had when it goes on.
        await workbench.settle(verdict.reservationId, { ...NOTHING, seconds: 0 })
        tries -= 1
        continue
      }
      if (!(error instanceof ModelError)) throw error
      const cost = error.mayHaveCost ? { inputTokens, outputTokens: MAX_OUTPUT_TOKENS } : NOTHING
      await workbench.settle(verdict.reservationId, { ...cost, seconds: seconds() })
      if (error.trouble === 'too-long') return { status: 'too-long' }
      if (error.trouble === 'refused') return { status: 'refused', sentence: error.message }
      const wait = error.retryAfterMs ?? 250 * 4 ** tries
      if (tries >= TRIES || wait > LONGEST_WAIT_MS) throw error
      await workbench.progress({
        type: 'model-failed',
        title: `${error.message} Asking again.`,
        detail: { turn },
      })
      await sleep(wait, undefined, { signal })
    }
  }
}

const NOTHING = { inputTokens: 0, outputTokens: 0 }
