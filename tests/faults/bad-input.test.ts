import type { AddressInfo } from 'node:net'
import { FIRST_WORKSPACE } from '@pm-bot/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { snapshot } from '../../services/api/src/snapshot.fixture.ts'
import { openTestApi, type TestApi } from '../../services/api/src/test-api.fixture.ts'
import { createClient } from '../../services/api/src/test-client.fixture.ts'
import { addRepo, pendingItem, proposeRun } from '../../services/api/src/test-steps.fixture.ts'
import { askBadly, type Target } from './bad-input/ask-badly.ts'
import { endpointsOf, nameOf, type OpenApiDocument } from './bad-input/endpoints.ts'

let api: TestApi
let target: Target
beforeAll(async () => {
  api = await openTestApi('sqlite')
  const client = createClient(api)
  const repo = await addRepo(client, api.repository)
  const run = await proposeRun(client, repo.id)
  const item = await pendingItem(client, run.id)
  await api.api.listen({ host: '127.0.0.1', port: 0 })
  const { port } = api.api.server.address() as AddressInfo
  const known = {
    workspaceId: [FIRST_WORKSPACE.workspaceId],
    repoId: [repo.id],
    runId: [run.id],
    itemId: [item.id],
    queue: ['runs'],
    graphId: ['run_command/v1'],
  }
  target = { address: `http://127.0.0.1:${port}`, known, snapshot: () => snapshot(api.store) }
})
afterAll(() => api.close())

/** A slice of `npm run faults -- --case bad-input`. */
test('what the document allows and what it forbids is answered, and leaves no trace when it is refused', async () => {
  const document = api.api.swagger() as unknown as OpenApiDocument
  const answers = new Set<string>()
  for (const endpoint of endpointsOf(document)) {
    const { problems, statuses } = await askBadly(target, endpoint, { valid: 1, broken: 4, seed: 7 })
    expect(problems, nameOf(endpoint)).toEqual([])
    expect(Object.keys(statuses).join()).toMatch(/broken 4/)
    for (const answer of Object.keys(statuses)) answers.add(answer)
  }
  expect(answers).toContain('valid 200')
}, 120_000)

test('the document asks for no parameter that has a default', () => {
  const document = api.api.swagger() as unknown as OpenApiDocument
  const required = endpointsOf(document).flatMap(({ parameters }) =>
    parameters.filter(
      ({ in: place, required, schema }) => place === 'query' && required && schema.default !== undefined,
    ),
  )
  expect(required).toEqual([])
})
