import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { completionOf } from './completion.ts'
import type { ModelRequest, OpenAiDoubleOptions, Script } from './contract.ts'
import type { ModelFaultBook } from './fault-book.ts'
import { problemOf } from './faults-in-words.ts'
import { readRequest } from './read-request.ts'
import type { ApiProblem } from './refuse-history.ts'
import { sendCompletion, sendProblem } from './send-completion.ts'

interface Parts {
  scripts: Readonly<Record<string, Script>>
  faultBook: ModelFaultBook
  apiKey: OpenAiDoubleOptions['apiKey']
  note(request: ModelRequest): void
  problem(sentence: string): void
}

/** `POST /v1/chat/completions` and `GET /v1/models`. */
export function createChatServer({ scripts, faultBook, apiKey, note, problem }: Parts) {
  let underWay = 0

  async function chat(request: IncomingMessage, response: ServerResponse): Promise<void> {
    underWay += 1
    response.once('close', () => {
      underWay -= 1
    })
    const came = { at: new Date().toISOString(), atOnce: underWay }
    const read = readRequest(await json(request))
    if ('status' in read) {
      problem(read.message)
      return sendProblem(response, read)
    }
    const { model, messages, tools, stream } = read
    const noted = (status: number, usage: ModelRequest['usage'] = null) =>
      note({ model, messages, tools, stream, ...came, status, usage })
    const script = Object.hasOwn(scripts, model) ? scripts[model] : undefined
    if (!script) {
      noted(404)
      return sendProblem(response, noModel(model))
    }

    const fault = faultBook.draw()
    const trouble = fault && problemOf(fault.kind)
    if (trouble) {
      noted(trouble.status)
      const wait = fault.kind === 'rate-limit' ? { 'retry-after': String(fault.retryAfterSeconds ?? 1) } : {}
      return sendProblem(response, trouble, wait)
    }
    if (fault?.kind === 'drop' || fault?.kind === 'time-out') {
      noted(0)
      if (fault.kind === 'time-out') await once(response, 'close')
      response.destroy()
      return
    }
    const reply = script(read)
    if (reply.thinkMs !== undefined) await sleep(reply.thinkMs)
    const completion = completionOf(read, reply)
    const { prompt_tokens, completion_tokens } = completion.usage!
    noted(200, fault ? null : { inputTokens: prompt_tokens, outputTokens: completion_tokens })
    sendCompletion(response, completion, read, fault?.kind)
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://openai')
    const key = request.headers.authorization?.replace(/^Bearer /, '')
    if (!key) return sendProblem(response, noKey)
    if (apiKey !== undefined && key !== apiKey) return sendProblem(response, wrongKey)
    if (request.method === 'POST' && pathname === '/v1/chat/completions') return await chat(request, response)
    if (request.method === 'GET' && pathname === '/v1/models') {
      const data = Object.keys(scripts).map((id) => ({ id, object: 'model', created: 0, owned_by: 'script' }))
      response.writeHead(200, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify({ object: 'list', data }))
    }
    problem(`Nothing of the double is at ${request.method} ${pathname}.`)
    response.writeHead(404).end()
  }
}

const noKey: ApiProblem = {
  status: 401,
  message: "You didn't provide an API key. You need to provide your API key in an Authorization header.",
  type: 'invalid_request_error',
  param: null,
  code: null,
}
const wrongKey: ApiProblem = { ...noKey, message: 'Incorrect API key provided.', code: 'invalid_api_key' }

const noModel = (model: string): ApiProblem => ({
  status: 404,
  message: `The model \`${model}\` does not exist or you do not have access to it.`,
  type: 'invalid_request_error',
  param: null,
  code: 'model_not_found',
})
