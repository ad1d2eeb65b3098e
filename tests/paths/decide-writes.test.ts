import type { AgentRunner, InterruptAnswer, PublishOperation, PublishPayload } from '@pm-bot/domain'
import { FIRST_WORKSPACE, publishHash } from '@pm-bot/domain'
import { consumeDecision, storeTxOf } from '@pm-bot/store'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DATABASES } from '../../services/api/src/test-api.fixture.ts'
import { decisionOf, pendingItem } from '../../services/api/src/test-steps.fixture.ts'
import { assertGoodManners, openShop, REPO, settingsOf } from '../setup/on-github.ts'
import { asks, decide, openScripted, titlesOf, untilStatus, waitingItems } from './scripted-agent.fixture.ts'

const LABEL: PublishOperation = { op: 'add-labels', number: 1, labels: ['bug'] }
const COMMENT: PublishOperation = { op: 'comment', number: 1, body: 'Which version is it?' }
const proposal = (...operations: PublishOperation[]) =>
  asks({
    kind: 'publish',
    operations: operations.map((operation) => ({ operation, rationale: 'it crashes', confidence: 0.9 })),
  })

describe.each(DATABASES)('writes that an agent asks for, on %s', (database) => {
  async function triage(run: AgentRunner['run'] = async () => proposal(LABEL)) {
    const double = await openShop()
    onTestFinished(() => double.close())
    double.world.openIssue(REPO, { title: 'It crashes', body: 'At once.', author: 'mona' })
    const opened = await openScripted(database, { run }, settingsOf(double))
    const { client } = opened
    const added = await client.post('/api/repos', { fullName: REPO, depth: 'all' })
    expect(added.status, added.text).toBe(201)
    const body = {
      repoId: added.json.id,
      goal: 'Triage',
      graphId: 'issue_triager/v1',
      spec: { issueNumber: 1 },
    }
    const proposed = await client.post('/api/runs', body)
    expect(proposed.status, proposed.text).toBe(201)
    const { id } = proposed.json as { id: string }
    const start = await pendingItem(client, id)
    await client.post(`/api/inbox/${start.id}/decision`, decisionOf(start, 'approve'))
    const [item] = await waitingItems(client, id, 1)
    return { ...opened, double, id, item: item! }
  }
  const answerOf = (told: (readonly InterruptAnswer[])[]) => told[0]![0]!.parts[0]!

  test('are written once approved, and reported to it', async () => {
    const { client, id, item, told, double } = await triage()
    expect(item).toMatchObject({
      kind: 'publish',
      allowed: ['approve', 'edit', 'reject'],
      payload: { reasons: [{ rationale: 'it crashes', confidence: 0.9 }] },
    })
    expect((await decide(client, item, 'approve')).json.run).toMatchObject({ status: 'running' })
    await untilStatus(client, id, 'completed')
    expect(answerOf(told)).toMatchObject({
      action: 'approve',
      operations: [{ op: 'add-labels', status: 'done' }],
    })
    expect(await titlesOf(client, id)).toContain('On GitHub: #1 is labelled bug')
    assertGoodManners(double)
  })

  test('are written as they were edited, and only so', async () => {
    const { client, id, item, told, store, double } = await triage()
    const wrong = [
      [],
      [{ ...LABEL, number: '1' }],
      [{ op: 'merge', number: 1 }],
      LABEL,
      [{ ...LABEL, extra: 1 }],
    ]
    for (const payload of wrong) {
      expect((await decide(client, item, 'edit', { payload })).status, JSON.stringify(payload)).toBe(400)
    }
    await client.post('/api/queues/publish/pause', {})
    const edited = await decide(client, item, 'edit', { payload: [COMMENT] })
    expect(edited.json.item).toMatchObject({ status: 'edited', decision: { payload: [COMMENT] } })
    expect(edited.json.item.payload).toEqual(item.payload)

    const { payload, effect_id: effectId } = await store.database.read
      .selectFrom('effects')
      .select(['payload', 'effect_id'])
      .where('verb', '=', 'publish')
      .executeTakeFirstOrThrow()
    const { decisionId, plan }: PublishPayload = typeof payload === 'string' ? JSON.parse(payload) : payload
    const verdictOn = async (subjectHash: string) =>
      await store.storage
        .transaction(async (tx) => {
          const attempt = await tx.beginAttempt({ effectId, generation: 1 }, 'by hand')
          const use = { decisionId, subjectHash, about: { kind: 'publish' }, attempt: attempt! } as const
          const verdict = await consumeDecision(storeTxOf(tx), use)
          throw new Verdict(verdict === 'allowed' ? 'allowed' : verdict.why)
        })
        .catch((error: unknown) => (error instanceof Verdict ? error.message : error))
    expect(await verdictOn(item.subjectHash)).toBe('The bytes are not those that were approved')
    expect(await verdictOn(publishHash(plan))).toBe('allowed')

    await client.post('/api/queues/publish/resume', {})
    await untilStatus(client, id, 'completed')
    expect(answerOf(told)).toMatchObject({
      action: 'edit',
      payload: [COMMENT],
      operations: [{ op: 'comment', status: 'done' }],
    })
    assertGoodManners(double)
  })

  test('wait between two of them while everything is paused, and go on from there', async () => {
    const { client, id, item, told, double } = await triage(async () => proposal(LABEL, COMMENT))
    const workspace = `/api/workspaces/${FIRST_WORKSPACE.workspaceId}`
    const paused: number[] = []
    double.onRequest(async ({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/labels') || paused.length > 0) return
      paused.push((await client.post(`${workspace}/pause`, {})).status)
    })
    const written = () => double.log.writes().map(({ kind }) => kind)
    await decide(client, item, 'approve')
    await expect.poll(written, { timeout: 20_000 }).toEqual(['add-labels'])
    expect(paused).toEqual([200])
    const reason = async () => (await client.get(`/api/runs/${id}/work`)).json.reason
    await expect.poll(reason, { timeout: 20_000 }).toBe('all-paused')
    expect(written()).toEqual(['add-labels'])
    await client.post(`${workspace}/resume`, {})
    await untilStatus(client, id, 'completed')
    expect(written()).toEqual(['add-labels', 'create-comment'])
    expect(answerOf(told)).toMatchObject({
      operations: [
        { op: 'add-labels', status: 'adopted' },
        { op: 'comment', status: 'done' },
      ],
    })
    assertGoodManners(double)
  })

  test('that are rejected are told to it, and nothing is written', async () => {
    const { client, id, item, told, double } = await triage()
    double.log.clear()
    expect((await decide(client, item, 'reject', { reason: 'not a bug' })).status).toBe(200)
    await untilStatus(client, id, 'completed')
    expect(answerOf(told)).toMatchObject({ action: 'reject', reason: 'not a bug' })
    expect(double.log.requests().filter(({ method, kind }) => kind === 'rest' && method !== 'GET')).toEqual(
      [],
    )
  })
})

/** Undoes the transaction that it was asked in. */
class Verdict extends Error {}
