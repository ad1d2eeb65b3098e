import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenAiDouble, openOpenAiDouble, startOpenAiDouble } from './index.ts'

let double: OpenAiDouble
beforeEach(async () => {
  double = await openOpenAiDouble({
    apiKey: 'the-key',
    scripts: { reader: () => ({ say: 'I look.', calls: [{ name: 'read_file', args: { path: 'a' } }] }) },
  })
})
afterEach(() => double.close())

const ask = (body: object, headers: Record<string, string> = { authorization: 'Bearer the-key' }) =>
  fetch(`${double.baseUrl}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) })
const user = { role: 'user', content: 'Hello' }
const call = (id: string) => ({ id, type: 'function', function: { name: 'read_file', arguments: '{}' } })
interface Answer {
  error: { code: string | null }
  data: { id: string }[]
  id: string
  choices: { message: { content: string; tool_calls: ReturnType<typeof call>[] } }[]
  usage: { prompt_tokens: number; completion_tokens: number }
}
const read = async (response: Response) => (await response.json()) as Answer
const errorOf = async (response: Response) => (await read(response)).error

test('lists its models, and knows no other', async () => {
  const models = await fetch(`${double.baseUrl}/models`, { headers: { authorization: 'Bearer the-key' } })
  expect((await read(models)).data.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['adversary', 'reader']),
  )
  const response = await ask({ model: 'gpt-0', messages: [user] })
  expect(response.status).toBe(404)
  expect(await errorOf(response)).toMatchObject({ code: 'model_not_found' })
})

test('takes its key and no other', async () => {
  const missing = await ask({}, {})
  expect([missing.status, (await errorOf(missing)).code]).toEqual([401, null])
  const wrong = await ask({}, { authorization: 'Bearer another' })
  expect([wrong.status, (await errorOf(wrong)).code]).toEqual([401, 'invalid_api_key'])
})

test('refuses a history with a tool call that nobody answered, in the words of the real one', async () => {
  const messages = [
    user,
    { role: 'assistant', content: null, tool_calls: [call('call_1'), call('call_2')] },
    { role: 'tool', tool_call_id: 'call_1', content: 'one' },
    user,
    { role: 'tool', tool_call_id: 'call_2', content: 'too late' },
  ]
  const response = await ask({ model: 'reader', messages, stream: true })
  expect(response.status).toBe(400)
  expect(await errorOf(response)).toEqual({
    message:
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_2",
    type: 'invalid_request_error',
    param: 'messages',
    code: null,
  })
  expect(double.log.problems()).toHaveLength(1)
})

test('refuses a tool result that nobody asked for', async () => {
  const response = await ask({
    model: 'reader',
    messages: [user, { role: 'tool', tool_call_id: 'x', content: '' }],
  })
  expect(await errorOf(response)).toMatchObject({ param: 'messages.[1].role' })
})

test('answers whole and in events alike, with new ids each time and its usage counted', async () => {
  const whole = await read(await ask({ model: 'reader', messages: [user] }))
  const text = await (
    await ask({ model: 'reader', messages: [user], stream: true, stream_options: { include_usage: true } })
  ).text()
  const events = text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.replace(/^data: /, ''))
  expect(events.at(-1)).toBe('[DONE]')
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event))
  const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }: { delta: object }) => delta))
  const said = deltas.map(({ content }) => content ?? '').join('')
  const args = deltas.flatMap(({ tool_calls = [] }) => tool_calls).map((each) => each.function.arguments)
  const { message } = whole.choices[0]!
  expect(said).toBe(message.content)
  expect(args.join('')).toBe(message.tool_calls[0]!.function.arguments)
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage })
  expect(chunks[0].id).not.toBe(whole.id)
  expect(double.log.served()).toEqual({
    calls: 2,
    inputTokens: 2 * whole.usage.prompt_tokens,
    outputTokens: 2 * whole.usage.completion_tokens,
  })
})

test('fails as it is told, as often as it is told', async () => {
  double.faults.add({ kind: 'rate-limit', retryAfterSeconds: 7 })
  double.faults.add({ kind: 'server-error' })
  double.faults.add({ kind: 'drop' })
  const body = { model: 'reader', messages: [user] }
  const limited = await ask(body)
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
  expect((await ask(body)).status).toBe(500)
  await expect(ask(body)).rejects.toThrow()
  double.faults.add({ kind: 'malformed' })
  await expect((await ask(body)).json()).rejects.toThrow(SyntaxError)
  double.faults.add({ kind: 'drop-midway' })
  await expect((await ask(body)).json()).rejects.toThrow()
  expect((await ask(body)).status).toBe(200)
  expect(double.faults.bitten()).toEqual(['rate-limit', 'server-error', 'drop', 'malformed', 'drop-midway'])
  expect(double.log.served().calls).toBe(1)
})

test('a time-out ends when who asked goes away', async () => {
  double.faults.add({ kind: 'time-out' })
  const abort = new AbortController()
  const asked = fetch(`${double.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer the-key' },
    body: JSON.stringify({ model: 'reader', messages: [user] }),
    signal: abort.signal,
  })
  while (double.log.requests().length === 0) await new Promise(setImmediate)
  abort.abort()
  await expect(asked).rejects.toThrow()
  expect(double.log.requests()).toMatchObject([{ status: 0, usage: null }])
})

test('stands in a process of its own as well', async () => {
  await using remote = await startOpenAiDouble({ apiKey: 'k' })
  await remote.faults.add({ kind: 'server-error' })
  const body = JSON.stringify({ model: 'says-hello', messages: [user] })
  const send = () =>
    fetch(`${remote.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer k' },
      body,
    })
  expect((await send()).status).toBe(500)
  expect((await read(await send())).choices[0]!.message.content).toBe('Hello.')
  expect(await remote.log.served()).toMatchObject({ calls: 1 })
  expect(await remote.log.problems()).toEqual([])
})
