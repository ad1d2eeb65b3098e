import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { ModelName, ModelSettings } from '@pm-bot/domain'

/** Tokens of question and answer together. Without a word from us it is a few thousand. */
export const OLLAMA_CONTEXT = 32_768

/**
 * LangChain's class for one call. Its libraries are loaded when they are first needed, so that a worker without models
 * starts as fast as before. Every address is named: without one, they look for more in the environment than pm-bot's settings.
 */
export async function providerModel(
  { provider, model }: ModelName,
  settings: ModelSettings,
  { send, maxOutputTokens, signal }: { send: typeof fetch; maxOutputTokens: number; signal: AbortSignal },
): Promise<BaseChatModel> {
  switch (provider) {
    case 'openai': {
      const { ChatOpenAICompletions } = await import('@langchain/openai')
      return new ChatOpenAICompletions({
        model,
        maxTokens: maxOutputTokens,
        maxRetries: 0,
        streamUsage: true,
        apiKey: settings.openai.apiKey ?? 'none',
        configuration: {
          baseURL: settings.openai.baseUrl,
          fetch: send,
          organization: null,
          project: null,
          logLevel: 'off',
        },
      })
    }
    case 'anthropic': {
      const { ChatAnthropic } = await import('@langchain/anthropic')
      return new ChatAnthropic({
        model,
        maxTokens: maxOutputTokens,
        maxRetries: 0,
        streamUsage: true,
        apiKey: settings.anthropic.apiKey ?? '',
        anthropicApiUrl: 'https://api.anthropic.com',
        clientOptions: { fetch: send, logLevel: 'off' },
      })
    }
    case 'ollama': {
      const { ChatOllama } = await import('@langchain/ollama')
      return new ChatOllama({
        model,
        numPredict: maxOutputTokens,
        numCtx: OLLAMA_CONTEXT,
        maxRetries: 0,
        baseUrl: settings.ollama.baseUrl,
        // By itself it waits for the first word, whatever the signal says.
        fetch: (input, init) => send(input, { ...init, signal }),
      })
    }
  }
}
