import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ApplyChangesetPayload, createRedactor, sha256Hex } from '@pm-bot/domain'
import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import { openGitHub } from '@pm-bot/github'
import { openDataDirectory, openStore } from '@pm-bot/store'
import { expect, onTestFinished, test } from 'vitest'
import { applyChangeset } from '../../services/worker/src/effects/apply-changeset.ts'
import type { WorkerContext } from '../../services/worker/src/worker-context.ts'
import { assertGoodManners, REPO, startOnGitHub, TOKEN } from '../setup/on-github.ts'
import { MUTATIONS } from './mutations.fixture.ts'

const TRIALS = 1000

/** Mulberry32: the same numbers each time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The product up to the decision, and from there on its worker's own code, asked by hand. */
async function approvedWrite() {
  const { double, product, repoId } = await startOnGitHub('sqlite')
  const { client } = product
  await client.request('POST', '/api/queues/publish/pause', {})
  const script = 'echo é > "caf\u00e9.txt"; echo b >> README.md; chmod +x src/a.txt'
  const { id } = await client.propose(repoId, ['sh', '-c', script], { message: 'Caf\u00e9' })
  await client.approveNext(id)
  const run = await client.untilRun(id, 'blocked', 'failed')
  expect(run.status, run.reason ?? '').toBe('blocked')
  await client.approveNext(id)
  await product.stop()

  const data = openDataDirectory(product.dataDirectory)
  const redactor = createRedactor([TOKEN])
  const onError = (error: unknown) => expect(error).toBe(undefined)
  const store = await openStore({ location: { file: data.databaseFile }, redactor, onError })
  onTestFinished(() => store.close())
  const { github, writer } = openGitHub(
    { apiUrl: new URL(double.apiUrl), token: TOKEN, app: null },
    { version: '0', pace: false },
  )
  const artifacts = openArtifactStore({ dataDirectory: data.root })
  const context = {
    store,
    git: openGit({ dataDirectory: data.root }),
    github,
    githubWriter: writer,
    artifacts,
    data,
    redactor,
  }
  const [effect] = await store.database.read
    .selectFrom('effects')
    .select('effect_id')
    .where('verb', '=', 'apply-changeset')
    .execute()
  const attempt = await store.storage.transaction((tx) =>
    tx.beginAttempt({ effectId: effect!.effect_id, generation: 1 }, 'by hand'),
  )
  const perform = applyChangeset(context as unknown as WorkerContext)
  const refusals = async () => {
    const query = store.database.read.selectFrom('audit_events').select((eb) => eb.fn.countAll().as('count'))
    return Number((await query.where('type', '=', 'write-refused').executeTakeFirstOrThrow()).count)
  }
  return { double, artifacts, directory: data.root, attempt: attempt!, perform, refusals }
}

test(`${TRIALS} changed payloads after the approval are ${TRIALS} refusals, each in the audit trail`, async () => {
  const { double, artifacts, directory, attempt, perform, refusals } = await approvedWrite()
  const random = createRandom(5)
  const payload = attempt.payload as ApplyChangesetPayload
  const bytes = Buffer.from(await artifacts.read(payload.changeset.bundle))
  const { signal } = new AbortController()
  const writesBefore = double.log.writes().length

  let refused = 0
  while (refused < TRIALS) {
    const mutation = MUTATIONS[refused % MUTATIONS.length]!
    let mutated = payload
    if ('payload' in mutation) mutated = mutation.payload(payload, random)
    else {
      const changed = Buffer.from(mutation.bytes(JSON.parse(bytes.toString()), random))
      expect(changed.equals(bytes), mutation.name).toBe(false)
      // As the store would, without its care for the disk.
      const hash = sha256Hex(changed)
      const uri = payload.changeset.bundle.uri.replace(payload.changeset.bundle.hash, hash)
      writeFileSync(join(directory, uri), changed)
      const bundle = { ...payload.changeset.bundle, uri, hash }
      mutated = { ...payload, changeset: { ...payload.changeset, bundle } }
    }
    // Also as a second attempt, which looks for traces of the first one before it asks.
    const again = refused % 200 === 0 ? { attempt: 2 } : {}
    const result = await perform({ ...attempt, ...again, payload: mutated }, signal)
    expect(result, mutation.name).toMatchObject({
      status: 'not-allowed',
      reason: expect.stringMatching(/othing was written/),
    })
    refused += 1
  }
  expect(await refusals()).toBe(TRIALS)

  const moved = await double.world.commit(REPO, { branch: 'main', files: { 'other.txt': 'x\n' } })
  expect(await perform(attempt, signal)).toMatchObject({ status: 'rebased', draft: { baseSha: moved } })
  expect(await refusals()).toBe(TRIALS + 1)
  expect(double.log.writes()).toHaveLength(writesBefore)
  expect(double.log.pushes()).toEqual([])
  expect(Object.keys(double.world.branches(REPO))).toEqual(['main'])
  assertGoodManners(double)
}, 180_000)
