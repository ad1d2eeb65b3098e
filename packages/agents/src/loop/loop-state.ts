import { Annotation } from '@langchain/langgraph'
import type {
  ArtifactRef,
  BudgetShortfall,
  InterruptRequest,
  Json,
  KeptWork,
  PartAnswer,
} from '@pm-bot/domain'
import { endChannel } from '../agent-graph.ts'
import type { LoopMessage } from './messages.ts'
import type { TraceEntry } from './tool-trace.ts'

/** What a person said about one call. */
export type CallAnswer =
  /** `args`: what was approved instead; null for the call as it is. */
  | { type: 'approve'; args: Json | null }
  | { type: 'reject'; words: string }
  | { type: 'respond'; words: string }
  /** A question was not answered: the run ends. */
  | { type: 'end'; words: string }

const last = <Value>(initial: Value) =>
  Annotation<Value>({ reducer: (_, value) => value, default: () => initial })
const all = <Value>() =>
  Annotation<Value[], readonly Value[]>({
    reducer: (known, more) => [...known, ...more],
    default: () => [],
  })

/** A model agent's thread. Everything in it is plain JSON, for it may wait for weeks. */
export const LoopState = Annotation.Root({
  messages: all<LoopMessage>(),
  /** Calls of the model so far. */
  turn: last(0),
  /** The newest words of the operator that the conversation has, and to which run they were said: a fork begins anew. */
  heard: last<{ runId: string; seq: number } | null>(null),
  /** The private clone as the last step left it. */
  work: last<KeptWork | null>(null),
  /** What the model may be sent at most; less once it said that this is too much. */
  contextTokens: last<number | null>(null),
  /** Why a call of the last answer cannot be read, by call. */
  unreadable: last<Readonly<Record<string, string>>>({}),
  answers: Annotation<Record<string, CallAnswer>, Readonly<Record<string, CallAnswer>>>({
    reducer: (known, more) => ({ ...known, ...more }),
    default: () => ({}),
  }),
  trace: all<TraceEntry>(),
  /** Where in the trace the agent was helped out; null until it needed help. */
  helpedAt: last<number | null>(null),
  /** To follow “the agent is stuck:”. */
  whyStuck: last<string | null>(null),
  /** Which limit is reached, and the step that waits for it. */
  shortfall: last<(BudgetShortfall & { step: 'think' | 'act'; sentence: string }) | null>(null),
  /** The call of the end tool that is looked at. */
  ending: last<{ callId: string; args: Json } | null>(null),
  request: last<InterruptRequest | null>(null),
  answer: last<PartAnswer | null>(null),
  /** Everything that was kept, for attempts that go on behind it. */
  kept: all<ArtifactRef>(),
  end: endChannel,
})
export type LoopState = typeof LoopState.State
export type LoopUpdate = typeof LoopState.Update
