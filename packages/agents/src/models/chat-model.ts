import type { BaseMessage } from '@langchain/core/messages'
import type { Json } from '@pm-bot/domain'
import type { WrittenCall } from './read-calls.ts'

/** Models by `provider:model`. */
export interface Models {
  /**
   * The one that is named, or the one of PMBOT_MODEL.
   * @throws DomainError with a sentence that says what to set
   */
  open(name: string | undefined): Promise<ChatModel>
}

export interface ChatModel {
  /** `provider:model`, as the price table names it. */
  name: string
  provider: string
  /** What it is sent at most, by our own count; one that takes less says so. */
  contextTokens: number
  /**
   * One call and no retry: whoever calls has reserved for one.
   * @throws ModelError, WithheldError, or the signal's reason
   */
  call(request: ModelRequest): Promise<ModelReply>
}

export interface ModelRequest {
  messages: readonly BaseMessage[]
  tools: readonly ToolOffer[]
  maxOutputTokens: number
  timeoutMs: number
  signal: AbortSignal
  /** Asked when nothing is left but to send it: loading a library and shaping a conversation take their time. */
  mayLeave: () => Promise<boolean>
}

/** A tool as a model is told of it. */
export interface ToolOffer {
  name: string
  description: string
  /** JSON Schema of an object. */
  argsSchema: Json
}

export interface ModelReply {
  text: string
  calls: readonly WrittenCall[]
  usage: { inputTokens: number; outputTokens: number }
  /** It ended because it had said as much as it was allowed to. */
  wasCut: boolean
}

export type ModelTrouble =
  /** It will answer the same to the same question: a wrong key, no such model, a quota that is used up. */
  | 'refused'
  /** It may answer later. */
  | 'unavailable'
  /** The conversation is longer than it takes. */
  | 'too-long'

/** The call might not leave, and did not. */
export class WithheldError extends Error {
  override name = 'WithheldError'

  constructor() {
    super('the model was not asked')
  }
}

/** Why a call of a model came to nothing, in a sentence for the operator. */
export class ModelError extends Error {
  override name = 'ModelError'
  readonly trouble: ModelTrouble
  /** As the provider asked; null where it did not. */
  readonly retryAfterMs: number | null
  /** Whether it may have been paid for all the same. */
  readonly mayHaveCost: boolean

  constructor(
    trouble: ModelTrouble,
    message: string,
    {
      retryAfterMs = null,
      mayHaveCost = false,
    }: { retryAfterMs?: number | null; mayHaveCost?: boolean } = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.trouble = trouble
    this.retryAfterMs = retryAfterMs
    this.mayHaveCost = mayHaveCost
  }
}
