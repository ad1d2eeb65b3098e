import { type Json, newId, StepCorruptError, type ThreadState, type ThreadStep } from '@pm-bot/domain'
import { saveCheckpoints } from '@pm-bot/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi } from './create-api.ts'
import { snapshot } from './snapshot.fixture.ts'
import { DATABASES, openTestApi, type TestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'
import { addRepo, proposeRun } from './test-steps.fixture.ts'

const TOKEN = `ghp_${'a1'.repeat(18)}`

describe.each(DATABASES)('the state at a step on %s', (database) => {
  let test_: TestApi
  let api: Awaited<ReturnType<typeof createApi>>
  let runId: string
  let read: (step: ThreadStep) => Promise<ThreadState | undefined>
  const checkpointId = newId()
  beforeAll(async () => {
    test_ = await openTestApi(database)
    api = await createApi({ ...test_.options, threadStates: { read: (step) => read(step) } })
    const client = createClient(test_)
    const repo = await addRepo(client, test_.repository)
    runId = (await proposeRun(client, repo.id)).id
    const facts = { nodes: [], waitsFor: [], heardTo: 0, unfit: null, at: new Date().toISOString() }
    await test_.store.database.transaction((tx) =>
      saveCheckpoints(tx, runId, [{ checkpointId, step: 0, ...facts }]),
    )
  })
  afterAll(async () => {
    await api.close()
    await test_.close()
  })

  const get = async (id = checkpointId) =>
    await createClient({ api }).get(`/api/runs/${runId}/checkpoints/${id}/state`)
  const holds = (values: Json, previous: Json = null) => {
    read = async () => ({ values, previous })
  }

  test('is shown with the one before, and nothing is written for it', async () => {
    const before = await snapshot(test_.store)
    const asked: ThreadStep[] = []
    read = async (step) => {
      asked.push(step)
      return { values: { turn: 2 }, previous: { turn: 1 } }
    }
    expect(await get()).toMatchObject({
      status: 200,
      json: { values: { turn: 2 }, previous: { turn: 1 }, isCut: false },
    })
    expect(asked).toEqual([{ threadId: runId, checkpointId }])
    expect(await snapshot(test_.store)).toEqual(before)
  })

  test('has its secrets masked, also where a text is cut', async () => {
    holds({ [TOKEN]: TOKEN, text: `${'x '.repeat(1990)}${TOKEN} ${'x'.repeat(3000)}` }, { old: [TOKEN] })
    const { json } = await get()
    expect(json.isCut).toBe(true)
    expect(JSON.stringify(json)).not.toMatch(/ghp_/)
  })

  test('is bounded', async () => {
    holds(Array.from({ length: 5000 }, (_, at) => ({ text: `${at}`.repeat(9000) })))
    const { status, json } = await get()
    expect(status).toBe(200)
    expect(json.isCut).toBe(true)
    expect(JSON.stringify(json).length).toBeLessThan(500_000)
  })

  test('a step that is unknown, gone or damaged is a problem', async () => {
    holds({})
    expect(await get(newId())).toMatchObject({ status: 404, json: { code: 'not_found' } })
    read = async () => undefined
    expect(await get()).toMatchObject({ status: 404, json: { code: 'not_found' } })
    read = async (step) => {
      throw new StepCorruptError(step, new Error('cut off'))
    }
    expect(await get()).toMatchObject({
      status: 409,
      json: { code: 'action_not_allowed', detail: expect.stringMatching(/damaged/) },
    })
  })
})
