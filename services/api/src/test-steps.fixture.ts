import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cast } from '@pm-bot/actors'
import { type InboxItemView, newId, type RepoView, type RunView, sha256Hex } from '@pm-bot/domain'
import { ask } from '@pm-bot/runtime'
import { expect } from 'vitest'
import { takeAllTurns } from './take-turns.fixture.ts'
import type { TestApi } from './test-api.fixture.ts'
import type { Client } from './test-client.fixture.ts'

export const SPEC = { command: ['true'] }

export async function addRepo(client: Client, path: string): Promise<RepoView> {
  const { status, json } = await client.post('/api/repos', { path })
  expect(status, JSON.stringify(json)).toBe(201)
  return json
}

export async function proposeRun(client: Client, repoId: string, goal = 'Tidy up'): Promise<RunView> {
  const body = { repoId, goal, graphId: 'run_command/v1', spec: SPEC }
  const { status, json } = await client.post('/api/runs', body)
  expect(status, JSON.stringify(json)).toBe(201)
  return json
}

export async function pendingItem(client: Client, runId: string): Promise<InboxItemView> {
  const { json } = await client.get(`/api/inbox?status=pending&runId=${runId}`)
  expect(json.items).toHaveLength(1)
  return json.items[0]
}

export const decisionOf = ({ version, subjectHash }: InboxItemView, action: 'approve' | 'reject') => ({
  action,
  version,
  subjectHash,
})

/** What a worker would report: the agent stored these files and asks to commit one change. */
export async function proposeChangeset(test_: TestApi, run: RunView) {
  const { git, artifacts, store, directory, repository } = test_
  await takeAllTurns(test_)
  const effect = await store.database.read
    .selectFrom('effects')
    .select(['effect_id', 'verb'])
    .where('key', '=', run.id)
    .executeTakeFirstOrThrow()
  const workspace = await git.createWorkspace({ source: repository, directory: join(directory, newId()) })
  writeFileSync(join(workspace.workDirectory, 'README.md'), 'changed\n')
  const changeset = await workspace.collect({
    runId: run.id,
    repoId: run.repoId,
    message: 'Change it',
    artifacts,
    time: 1_700_000_000,
  })
  const files = [
    { title: 'page', contentType: 'text/html', bytes: Buffer.from('<script>alert(1)</script>') },
    { title: 'picture', contentType: 'image/svg+xml', bytes: Buffer.from('<svg onload="alert(1)"/>') },
  ]
  const stored = await Promise.all(
    files.map((file) => artifacts.put({ runId: run.id, kind: 'log' as const, ...file })),
  )
  const interrupt = {
    interruptId: sha256Hex(run.id),
    checkpointId: newId(),
    request: { kind: 'changeset_apply', changeset },
  }
  const outcome = {
    status: 'succeeded',
    result: { status: 'interrupted', interrupts: [interrupt], artifacts: stored },
  }
  const to = { kind: 'run', key: run.id }
  await ask(store.storage, cast, to, {
    type: 'may-go-on',
    effectId: effect.effect_id,
    attempt: 1,
    baseSha: changeset!.baseSha,
  })
  await ask(store.storage, cast, to, {
    type: 'effect-finished',
    effectId: effect.effect_id,
    verb: effect.verb,
    outcome,
  })
  return { changesetId: changeset!.changesetId, stored }
}
