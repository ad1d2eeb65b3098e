import { randomUUID } from 'node:crypto'
import type { OpenAIClient } from '@langchain/openai'
import type { ScriptedReply, WireToolCall } from './contract.ts'
import type { ChatRequest } from './read-request.ts'

export type Completion = OpenAIClient.Chat.ChatCompletion
type Chunk = OpenAIClient.Chat.ChatCompletionChunk
type Choice = Chunk['choices'][number]

/** Of no real tokenizer, but longer for longer texts. */
const tokensOf = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4)

/** A reply as the api gives it. Its ids are new each time: equal ones would be taken for one message. */
export function completionOf(request: ChatRequest, reply: ScriptedReply): Completion {
  const calls = (reply.calls ?? []).map(({ name, args = {}, raw }): WireToolCall => {
    const id = `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`
    return { id, type: 'function', function: { name, arguments: raw ?? JSON.stringify(args) } }
  })
  const prompt_tokens = tokensOf([request.messages, request.tools])
  const completion_tokens = tokensOf([reply.say ?? '', calls.map((call) => call.function)])
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    service_tier: 'default',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: reply.say ?? null,
          refusal: null,
          ...(calls.length > 0 && { tool_calls: calls }),
        },
        logprobs: null,
        finish_reason: reply.finish ?? (calls.length > 0 ? 'tool_calls' : 'stop'),
      },
    ],
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
  }
}

/** The same reply, piece by piece. */
export function chunksOf({ choices, usage, ...head }: Completion, includeUsage: boolean): Chunk[] {
  const { message, finish_reason } = choices[0]!
  const chunk = (delta: Choice['delta'], reason: Choice['finish_reason'] = null): Chunk => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
    ...(includeUsage && { usage: null }),
  })
  return [
    chunk({ role: 'assistant', content: '', refusal: null }),
    ...piecesOf(message.content ?? '').map((content) => chunk({ content })),
    ...((message.tool_calls ?? []) as WireToolCall[]).flatMap(({ id, function: called }, index) => [
      chunk({
        tool_calls: [{ index, id, type: 'function', function: { name: called.name, arguments: '' } }],
      }),
      ...piecesOf(called.arguments).map((piece) =>
        chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ]),
    chunk({}, finish_reason),
    ...(includeUsage && usage
      ? [{ ...head, object: 'chat.completion.chunk' as const, choices: [], usage }]
      : []),
  ]
}

const piecesOf = (text: string): string[] => text.match(/.{1,24}/gsu) ?? []
