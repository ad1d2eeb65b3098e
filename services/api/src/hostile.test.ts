import type { AddressInfo } from 'node:net'
import { FIRST_WORKSPACE } from '@pm-bot/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileBodies } from './hostile-bodies.fixture.ts'
import { HOSTILE_BYTES, hostileAddresses, type Targets } from './hostile-requests.fixture.ts'
import { type RawAnswer, rawRequest, sendRaw } from './raw-client.fixture.ts'
import { snapshot } from './snapshot.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'
import { addRepo, pendingItem, proposeRun } from './test-steps.fixture.ts'

const BATCH = 50

describe.each(DATABASES)('hostile requests on %s', (database) => {
  let test_: TestApi
  let port: number
  let targets: Targets
  beforeAll(async () => {
    test_ = await openTestApi(database)
    const client = createClient(test_)
    const repo = await addRepo(client, test_.repository)
    const run = await proposeRun(client, repo.id)
    const item = await pendingItem(client, run.id)
    targets = { workspaceId: FIRST_WORKSPACE.workspaceId, repoId: repo.id, runId: run.id, item }
    await test_.api.listen({ host: '127.0.0.1', port: 0 })
    port = (test_.api.server.address() as AddressInfo).port
  })
  afterAll(() => test_.close())

  test('are each refused with a problem, and change nothing', { timeout: 120_000 }, async () => {
    const requests = [...hostileBodies(targets), ...hostileAddresses(targets)].map((request) => ({
      what: `${request.method} ${request.url.slice(0, 120)} (${request.name}) ${String(request.body ?? '').slice(0, 120)}`,
      hasBody: request.method !== 'HEAD',
      bytes: rawRequest(port, request),
    }))
    const bytes = HOSTILE_BYTES.map(([name, text]) => ({
      what: name,
      hasBody: true,
      bytes: Buffer.from(text.replaceAll('PORT', String(port))),
    }))
    const all = [...requests, ...bytes]
    expect(all.length).toBeGreaterThan(600)

    const wrong: string[] = []
    let before = await snapshot(test_.store)
    for (let at = 0; at < all.length; at += BATCH) {
      const batch = all.slice(at, at + BATCH)
      for (const { what, hasBody, bytes } of batch) {
        const answer = await sendRaw(port, bytes)
        if (!isRefusal(answer, hasBody))
          wrong.push(`${what} → ${answer.status} ${answer.type} ${answer.body.slice(0, 200)}`)
      }
      const after = await snapshot(test_.store)
      const written = Object.keys(after).filter((table) => `${after[table]}` !== `${before[table]}`)
      if (written.length > 0)
        wrong.push(`${written.join(', ')} changed by one of:\n${batch.map(({ what }) => what).join('\n')}`)
      before = after
    }
    expect(wrong).toEqual([])
  })
})

function isRefusal({ status, type, body }: RawAnswer, hasBody: boolean): boolean {
  if (status < 400 || status >= 500 || !type.startsWith('application/problem+json')) return false
  if (!hasBody) return true
  const problem = JSON.parse(body)
  return (
    problem.status === status &&
    [problem.type, problem.title, problem.detail, problem.code].every((each) => typeof each === 'string') &&
    !/at .*\.ts:|node_modules|select |insert /i.test(body)
  )
}
