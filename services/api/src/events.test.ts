import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'

const PASSWORD = 'correct horse battery'
let test_: TestApi
let origin: string
let cookie: string
beforeAll(async () => {
  test_ = await openTestApi('sqlite', { PMBOT_PASSWORD: PASSWORD })
  await test_.api.listen({ host: '127.0.0.1', port: 0 })
  origin = `http://127.0.0.1:${(test_.api.server.address() as AddressInfo).port}`
  cookie = await signIn()
})
afterAll(() => test_.close())

const open = new Set<AbortController>()
afterEach(() => {
  for (const controller of open) controller.abort()
  open.clear()
})

async function signIn(): Promise<string> {
  const { headers } = await createClient(test_).post('/api/session', { password: PASSWORD })
  return String(headers['set-cookie']).split(';')[0]!
}

const change = (name: string) => createClient(test_, cookie).post('/api/workspaces', { name })

/** Reads a stream until it has what is looked for, or ends. */
async function listen(lastEventId?: string, as = cookie) {
  const controller = new AbortController()
  open.add(controller)
  const headers = { cookie: as, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) }
  const response = await fetch(`${origin}/api/events`, { headers, signal: controller.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    controller,
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(text)) {
        const { done, value } = await reader.read()
        if (done) return `${text}<end>`
        text += value
      }
      return text
    },
  }
}
const lastIdIn = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].at(-1)![1]!

test('tells that something changed, and never what', async () => {
  const stream = await listen()
  expect(await stream.until(/^id: /m)).toMatch(/^retry: 1000$/m)
  const { json } = await change('secret name')
  const text = await stream.until(/audit/)
  expect(text).toContain(`event: changed\ndata: {"topic":"workspaces","id":"${json.id}"}\n\n`)
  expect(text).not.toContain('secret name')
})

test('goes on from the last event heard, also when none was heard before', async () => {
  const first = await listen()
  const id = lastIdIn(await first.until(/^id: .*\n\n/m))
  first.controller.abort()
  const { json } = await change('meanwhile')

  const second = await (await listen(id)).until(/audit.*\n\nid: .*\n\n/s)
  expect(second).toContain(json.id)
  expect(second).not.toContain('refetch')
  const third = await (await listen(lastIdIn(second))).until(/^id: .*\n\n/m)
  expect(third).not.toMatch(/event: (changed|refetch)/)
})

test('says that everything is to be read again when it cannot know what was missed', async () => {
  for (const id of ['0123456789ab-1', 'nonsense', `${lastIdIn(await (await listen()).until(/^id: /m))}9`]) {
    expect(await (await listen(id)).until(/event: \w+/)).toContain('event: refetch')
  }
})

test('ends when its session does, and no other', async () => {
  const other = await signIn()
  const [ours, theirs] = [await listen(), await listen(undefined, other)]
  await theirs.until(/^id: /m)
  await createClient(test_, other).delete('/api/session')
  expect(await theirs.until(/never/)).toMatch(/<end>$/)
  await change('still heard')
  expect(await ours.until(/workspaces/)).not.toContain('<end>')
})

test('ends when the server closes', async () => {
  const closing = await openTestApi('sqlite')
  await closing.api.listen({ host: '127.0.0.1', port: 0 })
  const { port } = closing.api.server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/api/events`)
  const text = response.text()
  await closing.close()
  expect(await text).toMatch(/^retry: 1000/)
})
