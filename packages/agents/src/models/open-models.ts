import type { AIMessageChunk, UsageMetadata } from '@langchain/core/messages'
import {
  DomainError,
  type ModelName,
  type ModelProvider,
  type ModelSettings,
  missingForModel,
  parseModelName,
  type Settings,
} from '@pm-bot/domain'
import { wayOut } from '@pm-bot/outbound'
import {
  type ChatModel,
  ModelError,
  type ModelReply,
  type ModelRequest,
  type Models,
  type ToolOffer,
  WithheldError,
} from './chat-model.ts'
import { describeModelError } from './describe-model-error.ts'
import { estimateTokens } from './estimate-tokens.ts'
import { gated } from './gated.ts'
import { OLLAMA_CONTEXT, providerModel } from './provider-model.ts'
import { readCalls } from './read-calls.ts'

/** Models through LangChain's classes, as the settings reach them. */
export function openModels({ models: settings, outbound }: Pick<Settings, 'models' | 'outbound'>): Models {
  const way: Way = { settings, send: wayOut(outbound) }
  return {
    async open(name = settings.model ?? undefined) {
      if (name === undefined) {
        throw new DomainError(
          'invalid_spec',
          'This agent needs a model: set PMBOT_MODEL, e.g. to openai:gpt-5, or name one in the run.',
        )
      }
      const parsed = parseModelName(name)
      if (!parsed) {
        throw new DomainError(
          'invalid_spec',
          `“${name}” is no model: it must look like openai:gpt-5 or ollama:qwen3.`,
        )
      }
      const missing = missingForModel(parsed, settings)
      if (missing) throw new DomainError('invalid_spec', `The model ${name} ${missing}`)
      return openModel(parsed, way)
    },
  }
}

/** Ollama cuts off what is longer than it was told, and says nothing: what it is told leaves room for the answer. */
const CONTEXT_TOKENS: Record<ModelProvider, number> = {
  openai: 120_000,
  anthropic: 120_000,
  ollama: OLLAMA_CONTEXT - 8192,
}

interface Way {
  settings: ModelSettings
  send: typeof fetch
}

function openModel(parsed: ModelName, way: Way): ChatModel {
  const name = `${parsed.provider}:${parsed.model}`
  return {
    name,
    provider: parsed.provider,
    contextTokens: CONTEXT_TOKENS[parsed.provider],
    async call(request) {
      const timeout = AbortSignal.timeout(request.timeoutMs)
      const signal = AbortSignal.any([request.signal, timeout])
      const gate = gated(way.send, request.mayLeave)
      try {
        return await untilAborted(signal, stream(parsed, { ...way, send: gate.send }, request, signal))
      } catch (error) {
        request.signal.throwIfAborted()
        if (gate.isWithheld()) throw new WithheldError()
        if (!timeout.aborted) throw describeModelError(name, error)
        const seconds = request.timeoutMs / 1000
        throw new ModelError('unavailable', `${name} took longer than ${seconds} s.`, { mayHaveCost: true })
      }
    },
  }
}

async function stream(
  parsed: ModelName,
  { settings, send }: Way,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelReply> {
  const { messages, tools, maxOutputTokens } = request
  const model = await providerModel(parsed, settings, { send, maxOutputTokens, signal })
  const equipped = tools.length > 0 ? model.bindTools!(tools.map(offer)) : model
  let whole: AIMessageChunk | undefined
  for await (const chunk of await equipped.stream([...messages], { signal })) {
    whole = whole === undefined ? (chunk as AIMessageChunk) : whole.concat(chunk as AIMessageChunk)
  }
  const reason = whole && endReason(whole)
  if (!whole || !reason) throw new Error('its answer ended in the middle.')
  const counted = whole.usage_metadata as UsageMetadata | undefined
  return {
    text: whole.text,
    calls: readCalls(whole),
    usage: {
      inputTokens: counted?.input_tokens || estimateTokens([messages, tools]),
      outputTokens: counted?.output_tokens || estimateTokens([whole.content, whole.tool_call_chunks]),
    },
    wasCut: reason === 'length' || reason === 'max_tokens',
  }
}

const offer = ({ name, description, argsSchema }: ToolOffer) => ({
  type: 'function' as const,
  function: { name, description, parameters: argsSchema as Record<string, unknown> },
})

/** Why it stopped, in the provider's word. A stream that broke off politely has none. */
function endReason({ response_metadata, additional_kwargs }: AIMessageChunk): string | undefined {
  const reasons = [
    response_metadata.finish_reason,
    response_metadata.done_reason,
    additional_kwargs.stop_reason,
  ]
  return reasons.find((reason) => typeof reason === 'string')
}

/** Not every library heeds its signal at every moment. */
function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
    if (signal.aborted) abort()
  })
}
