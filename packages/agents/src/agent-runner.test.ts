import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileCheckpoints, LeaseLostError } from '@pm-bot/checkpoints'
import { afterAll, expect, test, vi } from 'vitest'
import { changeset, requestOf, success } from './agent-request.fixture.ts'
import { describeAgentRunner } from './agent-runner.contract.ts'
import { createAgentRunner } from './agent-runner.ts'
import { describeForeignGraphs } from './foreign-graph.contract.ts'

const directory = await mkdtemp(join(tmpdir(), 'agent-runner-'))
afterAll(() => rm(directory, { recursive: true }))

const openStorage = async () => {
  const leases = new Map<string, number>()
  return {
    lease: async (runId: string, epoch: number) => void leases.set(runId, epoch),
    checkpoints: fileCheckpoints({
      directory,
      assertLease: async (runId, epoch) => {
        if (leases.get(runId) !== epoch) throw new LeaseLostError({ runId, epoch })
      },
    }),
  }
}
describeAgentRunner(openStorage)
describeForeignGraphs(openStorage)

const openCheckpoints = (onCorrupt = (_: Error) => {}) =>
  fileCheckpoints({ directory, assertLease: async () => {}, onCorrupt })

test('a thread whose newest checkpoint is corrupt asks again, without running the command again', async () => {
  const onCorrupt = vi.fn()
  const runner = createAgentRunner({ checkpoints: openCheckpoints(onCorrupt) })
  const runCommand = vi.fn(async () => success)
  const request = requestOf({ threadId: 'corrupt' }, { runCommand })
  await runner.run(request)

  const files = await readdir(join(directory, 'corrupt'))
  const newest = files
    .filter((name) => name.startsWith('checkpoint_'))
    .sort()
    .at(-1)!
  await truncate(join(directory, 'corrupt', newest), 200)
  expect(await runner.run(request)).toMatchObject({
    status: 'interrupted',
    interrupts: [{ request: { kind: 'changeset_apply', changeset } }],
  })
  expect(runCommand).toHaveBeenCalledTimes(1)
  expect(onCorrupt).toHaveBeenCalled()
})

test('a thread holds neither the goal nor the spec nor anything of the workbench', async () => {
  const runner = createAgentRunner({ checkpoints: openCheckpoints() })
  const spec = { command: ['the-program'], message: 'the-message' }
  await runner.run(requestOf({ threadId: 'contents', goal: 'the-goal', spec }))
  const folder = join(directory, 'contents')
  const names = await readdir(folder)
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  expect(texts.join('')).toContain(changeset.changesetId)
  expect(texts.join('')).not.toMatch(/the-|workbench|runCommand/)
})

test('nothing is sent to LangSmith, whatever the environment says', async () => {
  const requests: (string | undefined)[] = []
  const server = createServer((request, response) => {
    requests.push(request.url)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  vi.stubEnv('LANGSMITH_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  vi.stubEnv('LANGSMITH_API_KEY', 'key')
  vi.stubEnv('LANGSMITH_TRACING', 'true')
  vi.stubEnv('LANGCHAIN_CALLBACKS_BACKGROUND', 'false')

  const runner = createAgentRunner({ checkpoints: openCheckpoints() })
  expect(await runner.run(requestOf({ threadId: 'traced' }))).toMatchObject({ status: 'interrupted' })
  expect(requests).toEqual([])
  vi.unstubAllEnvs()
  server.close()
})
