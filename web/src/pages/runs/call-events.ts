import type { RunEventView, SpendCallView } from '@pm-bot/domain'

/** One answer of a model, as the timeline keeps it. */
export interface ModelCall {
  turn: number
  inputTokens: number
  outputTokens: number
  milliseconds: number
  calls: string[]
}

/** One call of a tool, as the timeline keeps it: secrets are masked, long texts are their beginning. */
export interface ToolCallMade {
  tool: string
  outcome: string
  milliseconds: number
  /** Of the whole result. */
  bytes: number
  args: unknown
  result: string | undefined
}

type Detail = Record<string, unknown>

/** Undefined for any other event, and for what an older version wrote. */
export function modelCallIn({ type, detail }: Pick<RunEventView, 'type' | 'detail'>): ModelCall | undefined {
  if (type !== 'model-answered') return undefined
  const { turn, inputTokens, outputTokens, milliseconds, calls } = (detail ?? {}) as Detail
  if (!isNumber(turn) || !isNumber(inputTokens) || !isNumber(outputTokens)) return undefined
  return {
    turn,
    inputTokens,
    outputTokens,
    milliseconds: isNumber(milliseconds) ? milliseconds : 0,
    calls: Array.isArray(calls) ? calls.map(String) : [],
  }
}

/** Undefined for any other event. */
export function toolCallIn({
  type,
  detail,
}: Pick<RunEventView, 'type' | 'detail'>): ToolCallMade | undefined {
  if (type !== 'tool-called') return undefined
  const { tool, outcome, milliseconds, bytes, args, result } = (detail ?? {}) as Detail
  if (typeof tool !== 'string') return undefined
  return {
    tool,
    outcome: String(outcome),
    milliseconds: isNumber(milliseconds) ? milliseconds : 0,
    bytes: isNumber(bytes) ? bytes : 0,
    args,
    result: typeof result === 'string' ? result : undefined,
  }
}

/** What a turn of the model cost. `microUsd` is null where a call of it has no price. */
export interface TurnCost {
  microUsd: number | null
  tries: number
}

/** By turn, all tries of it together. A call is named after its turn: `turn-3-in-120000-try-1`. */
export function costByTurn(calls: readonly SpendCallView[]): Map<number, TurnCost> {
  const costs = new Map<number, TurnCost>()
  for (const { callId, microUsd } of calls) {
    const turn = /^turn-(\d+)-/.exec(callId)?.[1]
    if (turn === undefined) continue
    const before = costs.get(Number(turn)) ?? { microUsd: 0, tries: 0 }
    costs.set(Number(turn), {
      microUsd: before.microUsd === null || microUsd === null ? null : before.microUsd + microUsd,
      tries: before.tries + 1,
    })
  }
  return costs
}

const isNumber = (value: unknown): value is number => typeof value === 'number'
