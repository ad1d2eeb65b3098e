import { classifyRateLimitError } from '@langchain/core/utils/async_caller'
import { ModelError } from './chat-model.ts'

/** What went wrong with a call of this model, from whichever library it came. */
export function describeModelError(name: string, error: unknown): ModelError {
  if (error instanceof ModelError) return error
  const options = { cause: error }
  const { status, words } = readError(error)
  if (error instanceof Error && error.name === 'ContextOverflowError') {
    return new ModelError('too-long', `The conversation is longer than ${name} takes.`, {}, options)
  }
  if (status === 429) {
    const limit = classifyRateLimitError(error)
    if (limit?.action === 'stop') {
      return new ModelError('refused', `${name} has no quota left: ${words}`, {}, options)
    }
    const retryAfterMs = limit?.retryAfterMs ?? null
    return new ModelError(
      'unavailable',
      `${name} takes no more calls for now: ${words}`,
      { retryAfterMs },
      options,
    )
  }
  if (status !== null && status < 500 && status !== 408) {
    return new ModelError('refused', `${name} refused the call with ${status}: ${words}`, {}, options)
  }
  if (status !== null) {
    return new ModelError('unavailable', `${name} failed with ${status}: ${words}`, {}, options)
  }
  // The connection ended, or what came is no answer: nobody knows whether it was paid for.
  return new ModelError('unavailable', `${name} gave no answer: ${words}`, { mayHaveCost: true }, options)
}

function readError(error: unknown): { status: number | null; words: string } {
  const { status, status_code, message } = (error ?? {}) as {
    status?: unknown
    /** Ollama's. */
    status_code?: unknown
    message?: unknown
  }
  const code = [status, status_code].find((each) => typeof each === 'number') ?? null
  // LangChain appends an address for developers, behind an empty line.
  const words = String(message ?? error)
    .split('\n\n')[0]!
    .replace(/^\d{3} /, '')
  return { status: code as number | null, words: words.slice(0, 300) }
}
