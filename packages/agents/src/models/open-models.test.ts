import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages'
import { DIRECT, LEAVES_WITHIN_MS, type ModelSettings, readSettings } from '@pm-bot/domain'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type OpenAiDouble, openOpenAiDouble } from '../../../../tests/doubles/openai/index.ts'
import { HIDDEN_HOST, hide } from '../../../../tests/setup/behind-a-proxy.ts'
import { ModelError, type ModelRequest, WithheldError } from './chat-model.ts'
import { openModels } from './open-models.ts'

const answers: Parameters<typeof openOpenAiDouble>[0] = {
  apiKey: 'the-key',
  scripts: {
    reader: () => ({
      say: 'I look.',
      calls: [
        { name: 'read_file', args: { path: 'a' } },
        { name: 'read_file', raw: '{"path": ' },
      ],
    }),
    cut: () => ({ say: 'Once upon', finish: 'length' }),
    echo: ({ messages, tools }) => ({ say: JSON.stringify({ messages, tools }) }),
  },
}
let double: OpenAiDouble
let settings: ModelSettings
beforeAll(async () => {
  double = await openOpenAiDouble(answers)
  settings = readSettings({ OPENAI_API_KEY: 'the-key', OPENAI_BASE_URL: double.baseUrl }).models
})
afterEach(() => expect(double.log.problems()).toEqual([]))
afterAll(() => double.close())

const tool = {
  name: 'read_file',
  description: 'Reads a file',
  argsSchema: { type: 'object', properties: {} },
}
const call = async (name: string, request: Partial<ModelRequest> = {}, given = settings) =>
  await (await openModels({ models: given, outbound: DIRECT }).open(name)).call({
    messages: [new HumanMessage('Hello')],
    tools: [tool],
    maxOutputTokens: 1000,
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    mayLeave: async () => true,
    ...request,
  })
const failure = async (calling: Promise<unknown>): Promise<ModelError> => {
  const error = await calling.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ModelError)
  return error as ModelError
}

test('brings words, calls, broken calls and what was used', async () => {
  const before = double.log.served()
  const { text, calls, usage, wasCut } = await call('openai:reader')
  expect(text).toBe('I look.')
  expect(calls).toEqual([
    { name: 'read_file', args: { path: 'a' }, raw: '{"path":"a"}' },
    { name: 'read_file', args: null, raw: '{"path": ' },
  ])
  expect(wasCut).toBe(false)
  const after = double.log.served()
  expect(usage).toEqual({
    inputTokens: after.inputTokens - before.inputTokens,
    outputTokens: after.outputTokens - before.outputTokens,
  })
  expect((await call('openai:cut')).wasCut).toBe(true)
})

test('goes through the proxy, and trusts the authority that is named', async () => {
  const hidden = await hide(Number(new URL(double.baseUrl).port))
  const outbound = { ...DIRECT, httpsProxy: hidden.proxyUrl, caFile: hidden.caFile }
  const elsewhere = { ...settings.openai, baseUrl: `https://${HIDDEN_HOST}/v1` }
  const model = await openModels({ models: { ...settings, openai: elsewhere }, outbound }).open(
    'openai:reader',
  )
  const request = { messages: [new HumanMessage('Hello')], tools: [tool], maxOutputTokens: 1000 }
  const signal = new AbortController().signal
  const asked = { ...request, timeoutMs: 20_000, signal, mayLeave: async () => true }
  expect((await model.call(asked)).text).toBe('I look.')
  expect(hidden.connects).toEqual([`${HIDDEN_HOST}:443`])
  double.faults.add({ kind: 'drop-midway' })
  expect(await failure(model.call(asked))).toMatchObject({ trouble: 'unavailable', mayHaveCost: true })
})

test('sends the whole conversation and the tools', async () => {
  const messages = [
    new SystemMessage('Be kind.'),
    new HumanMessage('Hello'),
    new AIMessage({ content: '', tool_calls: [{ id: 'c1', name: 'read_file', args: { path: 'a' } }] }),
    new ToolMessage({ tool_call_id: 'c1', content: 'A.' }),
  ]
  const sent = JSON.parse((await call('openai:echo', { messages })).text)
  expect(sent.tools).toEqual(['read_file'])
  expect(sent.messages.map(({ role, content }: Record<string, string>) => [role, content])).toEqual([
    ['system', 'Be kind.'],
    ['user', 'Hello'],
    ['assistant', ''],
    ['tool', 'A.'],
  ])
})

test('says what to do about a model that cannot be called', async () => {
  await expect(openModels({ models: settings, outbound: DIRECT }).open(undefined)).rejects.toThrow(
    'set PMBOT_MODEL',
  )
  await expect(openModels({ models: settings, outbound: DIRECT }).open('gpt')).rejects.toThrow(
    '“gpt” is no model',
  )
  await expect(openModels({ models: settings, outbound: DIRECT }).open('anthropic:claude')).rejects.toThrow(
    'needs ANTHROPIC_API_KEY',
  )
  const refused = await failure(call('openai:gpt-0'))
  expect(refused).toMatchObject({ trouble: 'refused', mayHaveCost: false })
  expect(refused.message).toBe(
    'openai:gpt-0 refused the call with 404: The model `gpt-0` does not exist or you do not have access to it.',
  )
  const wrongKey = { ...settings, openai: { ...settings.openai, apiKey: 'wrong' } }
  expect(await failure(call('openai:reader', {}, wrongKey))).toMatchObject({ trouble: 'refused' })
})

test.each([
  ['rate-limit', { trouble: 'unavailable', retryAfterMs: 7000, mayHaveCost: false }],
  ['quota', { trouble: 'refused' }],
  ['server-error', { trouble: 'unavailable', retryAfterMs: null, mayHaveCost: false }],
  ['drop', { trouble: 'unavailable', mayHaveCost: true }],
  ['drop-midway', { trouble: 'unavailable', mayHaveCost: true }],
  ['malformed', { trouble: 'unavailable', mayHaveCost: true }],
  ['too-long', { trouble: 'too-long', mayHaveCost: false }],
] as const)('%s, asked once', async (kind, expected) => {
  const before = double.log.requests().length
  double.faults.add({ kind, retryAfterSeconds: 7 })
  expect(await failure(call('openai:reader'))).toMatchObject(expected)
  expect(double.log.requests().length - before).toBe(1)
})

test('gives up after its time, and at once when it is told to stop', async () => {
  double.faults.add({ kind: 'time-out', times: 2 })
  expect((await failure(call('openai:reader', { timeoutMs: 50 }))).message).toBe(
    'openai:reader took longer than 0.05 s.',
  )
  const abort = new AbortController()
  const stop = new Error('cancelled by the operator')
  const calling = call('openai:reader', { signal: abort.signal })
  while (double.log.requests().at(-1)?.status !== 0) await new Promise(setImmediate)
  abort.abort(stop)
  await expect(calling).rejects.toBe(stop)
})

test('Ollama says no in the same words', async () => {
  const asked: unknown[] = []
  const server = createServer(async (request, response) => {
    const { options, tools } = (await json(request)) as { options: { num_ctx: number }; tools: object[] }
    asked.push([request.url, options.num_ctx, tools.length])
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"overloaded"}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  const given = { ...settings, ollama: { baseUrl: `http://127.0.0.1:${port}` } }
  expect(await failure(call('ollama:qwen3', {}, given))).toMatchObject({
    trouble: 'unavailable',
    message: 'ollama:qwen3 failed with 503: overloaded',
  })
  // More than it is ever sent.
  const { contextTokens } = await openModels({ models: given, outbound: DIRECT }).open('ollama:qwen3')
  expect(asked).toEqual([['/api/chat', contextTokens + 8192, 1]])
  server.close()
})

test.each(['openai:reader', 'ollama:reader'])('of %s, what may not leave does not', async (name) => {
  const before = double.log.requests().length
  const given = { ...settings, ollama: { baseUrl: double.baseUrl } }
  await expect(call(name, { mayLeave: async () => false }, given)).rejects.toThrow(WithheldError)
  const looks = [true, false]
  const slowly = async () => {
    if (looks.length === 2) await sleep(LEAVES_WITHIN_MS + 1)
    return looks.shift()!
  }
  // A word that is older than it may be is no word.
  await expect(call(name, { mayLeave: slowly }, given)).rejects.toThrow(WithheldError)
  expect(looks).toEqual([])
  expect(double.log.requests().length).toBe(before)
})

test('an answer without end is given up, whether its lines end or not', async () => {
  let sent = 0
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const isLine = request.url!.startsWith('/line')
    const word = 'x'.repeat(256 * 1024)
    const chunk = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: word } }] })}\n\n`
    const flood = () => {
      do sent += isLine ? word.length : chunk.length
      while (response.write(isLine ? word : chunk) && sent < 2 ** 31)
    }
    if (isLine) response.write('data: ')
    response.on('drain', flood)
    response.on('error', () => {})
    flood()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    for (const path of ['line', 'lines']) {
      sent = 0
      const baseUrl = `http://127.0.0.1:${port}/${path}`
      const given = readSettings({ OPENAI_API_KEY: 'the-key', OPENAI_BASE_URL: baseUrl }).models
      const { message, mayHaveCost } = await failure(call('openai:endless', {}, given))
      expect(message).toBe('openai:endless gave no answer: it is longer than 16 MB.')
      expect(mayHaveCost).toBe(true)
      expect(sent).toBeLessThan(2 ** 27)
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
