import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, readSettings } from '@pm-bot/domain'
import { openRunFiles } from '@pm-bot/files'
import { openInstance } from '@pm-bot/instance'
import { listAudit, listRunEvents, lookUpArtifact, lookUpRun, registerWorker } from '@pm-bot/store'
import { expect, inject, onTestFinished, test } from 'vitest'
import { cloneTemplate } from '../../../tests/setup/database.ts'
import { openScheduler } from './index.ts'
import { LIVING_WORKER, writePast } from './past.fixture.ts'
import { removeWhatIsOld } from './retention/remove-what-is-old.ts'

const DATABASES = ['sqlite', 'postgres'] as const
type DatabaseName = (typeof DATABASES)[number]

async function openPast(database: DatabaseName, environment: Record<string, string> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-retention-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const postgres = database === 'postgres' ? await cloneTemplate(inject('postgresUrl')) : undefined
  if (postgres) onTestFinished(() => postgres.drop())
  const settings = readSettings({
    PMBOT_DATA_DIR: directory,
    PMBOT_LOG_LEVEL: 'silent',
    ...(postgres ? { DATABASE_URL: postgres.url } : {}),
    ...environment,
  })
  const instance = await openInstance(settings, { name: 'retention test', supervise: false })
  onTestFinished(() => instance.close())
  const worker = await registerWorker(instance.store.database, {
    workerId: LIVING_WORKER,
    version: '0',
    queues: {},
    onHold: () => {},
    onError: () => {},
  })
  onTestFinished(() => worker.leave())
  const past = writePast(instance)
  const read = instance.store.database.read
  const has = async (
    table: 'effects' | 'message_ids' | 'requests' | 'webhook_deliveries',
    column: string,
    id: string,
  ) =>
    (
      await read
        .selectFrom(table)
        .selectAll()
        .where(column as never, '=', id as never)
        .execute()
    ).length > 0

  return {
    instance,
    past,
    hasEffect: ({ effectId }: { effectId: string }) => has('effects', 'effect_id', effectId),
    hasMessageId: (id: string) => has('message_ids', 'message_id', id),
    hasDelivery: (id: string) => has('webhook_deliveries', 'delivery_id', id),
    hasRequest: (id: string) => has('requests', 'request_id', id),
    hasArtifact: async ({ artifactId, uri }: { artifactId: string; uri: string }) => {
      const row = (await lookUpArtifact(instance.store.database, artifactId)) !== undefined
      expect(existsSync(join(directory, uri))).toBe(row)
      return row
    },
    seqs: async (runId: string) => {
      const { items, removedTo } = await listRunEvents(instance.store.database, runId, { limit: 100 })
      return { seqs: items.map(({ seq }) => seq), removedTo }
    },
    /** Of the audit trail, newest first. */
    removals: async () =>
      (await listAudit(instance.store.database, { limit: 100 })).items.filter(
        ({ type }) => type === 'retention-removed',
      ),
    /** A scheduler's first pass, known to be over by its last step: logs. */
    async passOf(...schedulers: number[]) {
      const repoId = await past.repo()
      const last = await past.run(repoId, 'failed', 4000)
      const log = await past.artifact(last, 'log', 'the last to go', 4000)
      const opened = schedulers.map(() => openScheduler(instance))
      try {
        const gone = () => lookUpArtifact(instance.store.database, log.artifactId)
        await expect.poll(gone, { timeout: 20_000 }).toBeUndefined()
      } finally {
        await Promise.all(opened.map((scheduler) => scheduler.stop()))
      }
    },
  }
}

test.each(DATABASES)('a scheduler removes what is old, and nothing else, on %s', async (database) => {
  const { instance, past, passOf, ...bench } = await openPast(database)
  const repoId = await past.repo()
  const ended = await past.run(repoId, 'completed', 10)
  const lately = await past.run(repoId, 'failed', 3)
  const blocked = await past.run(repoId, 'blocked', 200)
  const stranger = newId()

  await past.events(ended, 12, 11, 10)
  await past.events(lately, 9, 8, 3)
  await past.events(blocked, 200, 200)

  const oldCall = await past.call(ended, 10)
  const keptCalls = [await past.call(lately, 3), await past.call(blocked, 200)]

  const effects = {
    ended: await past.effect({ kind: 'run', key: ended }, 'succeeded', 10),
    cancelled: await past.effect({ kind: 'run', key: lately }, 'cancelled', 8),
    otherActor: await past.effect({ kind: 'repo', key: repoId }, 'failed', 8),
  }
  const keptEffects = {
    young: await past.effect({ kind: 'run', key: lately }, 'succeeded', 3),
    open: await past.effect({ kind: 'repo', key: repoId }, 'open', 300),
    running: await past.effect({ kind: 'run', key: blocked }, 'running', 300),
    inDoubt: await past.effect({ kind: 'run', key: ended }, 'in-doubt', 300),
    ofBlockedRun: await past.effect({ kind: 'run', key: blocked }, 'succeeded', 200),
  }

  const oldId = await past.handledId(31)
  const keptIds = [await past.handledId(29), await past.handledId(400), await past.handledId(400)]
  await past.message(keptIds[1]!, 400, false)
  await past.message(keptIds[2]!, 400, true)

  const oldRequests = [await past.request(8, '{}'), await past.request(8, null)]
  const keptRequests = [await past.request(6, '{}'), await past.request(100, null)]
  await past.message(keptRequests[1]!, 100, true)
  // Retried by the operator, it waits under another id.
  const retried = await past.request(100, null)
  keptRequests.push(retried)
  await past.message(`retry of ${retried}`, 100, true, retried)

  const oldDelivery = await past.delivery(7.1)
  const keptDelivery = await past.delivery(6.9)

  const directories = {
    ofEndedRun: past.file('attempts', ended, newId(), 'clone', 'file'),
    ofFinished: past.file('attempts', lately, keptEffects.young.token, 'file'),
    ofVoidAttempt: past.file('attempts', blocked, newId(), 'file'),
  }
  const keptDirectories = {
    underWay: past.file('attempts', blocked, keptEffects.running.token, 'file'),
    ofUnknownRun: past.file('attempts', stranger, newId(), 'file'),
    notOurs: past.file('attempts', ended, 'notes', 'file'),
  }

  const oldLog = await past.artifact(ended, 'log', 'old log', 91)
  const keptArtifacts = [
    await past.artifact(ended, 'log', 'young log', 89),
    await past.artifact(blocked, 'log', 'of a blocked run', 300),
    await past.artifact(ended, 'interdiff', 'interdiff', 300),
  ]
  const inKeptWork = await past.artifacts.putBlob(ended, Buffer.from('in work that was kept'))
  const work = JSON.stringify({ entries: [{ path: 'a', mode: '100644', hash: inKeptWork }] })
  keptArtifacts.push(await past.artifact(ended, 'kept_work', work, 89))
  const inBundle = await past.artifacts.putBlob(ended, Buffer.from('in the bundle'))
  const changeset = await past.changeset(ended, repoId, [inBundle], 300)
  keptArtifacts.push(changeset.bundle, changeset.patch)
  const strayBlob = await past.artifacts.putBlob(ended, Buffer.from('from an attempt that was lost'))
  const files = {
    strayBlob: join(instance.data.root, 'artifacts', ended, 'blobs', strayBlob),
    strayFile: past.file('artifacts', ended, `${'0'.repeat(64)}.txt`),
    halfWritten: past.file('artifacts', ended, '.0197.tmp'),
  }
  const keptFiles = {
    inBundle: join(instance.data.root, 'artifacts', ended, 'blobs', inBundle),
    inKeptWork: join(instance.data.root, 'artifacts', ended, 'blobs', inKeptWork),
    ofBlockedRun: past.file('artifacts', blocked, 'blobs', '0'.repeat(64)),
    ofRecentRun: past.file('artifacts', lately, 'blobs', '0'.repeat(64)),
    ofUnknownRun: past.file('artifacts', stranger, 'blobs', '0'.repeat(64)),
  }

  await passOf(1)

  expect(await bench.seqs(ended)).toEqual({ seqs: [], removedTo: 3 })
  expect(await bench.seqs(lately)).toEqual({ seqs: [3], removedTo: 2 })
  expect(await bench.seqs(blocked)).toEqual({ seqs: [1, 2], removedTo: 0 })
  for (const [name, effect] of Object.entries(effects)) {
    expect.soft(await bench.hasEffect(effect), name).toBe(false)
  }
  for (const [name, effect] of Object.entries(keptEffects)) {
    expect.soft(await bench.hasEffect(effect), name).toBe(true)
  }
  const calls = await instance.store.database.read.selectFrom('run_spend').select('reservation_id').execute()
  const callIds = calls.map(({ reservation_id }) => reservation_id)
  expect(callIds).not.toContain(oldCall)
  expect(callIds.sort()).toEqual(keptCalls.sort())
  expect(await bench.hasMessageId(oldId)).toBe(false)
  for (const id of keptIds) expect(await bench.hasMessageId(id)).toBe(true)
  for (const id of oldRequests) expect(await bench.hasRequest(id)).toBe(false)
  for (const id of keptRequests) expect(await bench.hasRequest(id)).toBe(true)
  expect(await bench.hasDelivery(oldDelivery)).toBe(false)
  expect(await bench.hasDelivery(keptDelivery)).toBe(true)
  for (const [name, path] of Object.entries({ ...directories, ...files })) {
    expect.soft(existsSync(path), name).toBe(false)
  }
  for (const [name, path] of Object.entries({ ...keptDirectories, ...keptFiles })) {
    expect.soft(existsSync(path), name).toBe(true)
  }
  // A run that is over needs no room for attempts; what is no attempt keeps its own.
  expect(existsSync(join(instance.data.attempts, lately))).toBe(false)
  expect(await bench.hasArtifact(oldLog)).toBe(false)
  for (const artifact of keptArtifacts) expect(await bench.hasArtifact(artifact)).toBe(true)

  for (const runId of [ended, lately, blocked]) {
    expect(await lookUpRun(instance.store.database, runId)).toBeDefined()
  }
  const transitions = await instance.store.database.read.selectFrom('run_transitions').selectAll().execute()
  expect(transitions.filter(({ run_id }) => run_id === ended)).toHaveLength(1)
  const [removal] = await bench.removals()
  expect(removal?.payload).toMatchObject({
    removed: { events: 5, effects: 3, calls: 1, files: 3 },
    retention: { days: 7 },
  })
})

test.each(DATABASES)('beyond the newest events the oldest of finished runs go, on %s', async (database) => {
  const { past, passOf, seqs } = await openPast(database, { PMBOT_RETENTION_EVENTS: '4' })
  const repoId = await past.repo()
  const blocked = await past.run(repoId, 'blocked', 1)
  const one = await past.run(repoId, 'completed', 1)
  const other = await past.run(repoId, 'rejected', 1)
  await past.events(blocked, 6, 5.5)
  await past.events(one, 5, 3, 2)
  await past.events(other, 4, 1, 0.5)

  await passOf(1)

  expect(await seqs(blocked)).toEqual({ seqs: [1, 2], removedTo: 0 })
  expect(await seqs(one)).toEqual({ seqs: [2, 3], removedTo: 1 })
  expect(await seqs(other)).toEqual({ seqs: [2, 3], removedTo: 1 })
})

test.each(DATABASES)(
  'two schedulers at once remove each thing once, in many batches, on %s',
  async (database) => {
    const { past, passOf, seqs, removals, instance } = await openPast(database)
    const repoId = await past.repo()
    const runs: string[] = []
    for (let count = 0; count < 3; count += 1) {
      const runId = await past.run(repoId, 'completed', 20)
      await past.events(runId, ...Array<number>(1500).fill(20))
      runs.push(runId)
    }

    await passOf(1, 2)
    // The second may have left to the first what the first had not come to yet.
    await passOf(1)

    for (const runId of runs) expect(await seqs(runId)).toEqual({ seqs: [], removedTo: 1500 })
    const counted = (await removals()).map(
      ({ payload }) => (payload as { removed: { events: number } }).removed,
    )
    expect(counted.reduce((sum, { events }) => sum + events, 0)).toBe(4500)
    const untidied = await instance.store.database.read
      .selectFrom('runs')
      .select('run_id')
      .where('tidied_at', 'is', null)
      .execute()
    expect(untidied.filter(({ run_id }) => runs.includes(run_id))).toEqual([])
  },
)

test.each(DATABASES)(
  'a pass with nothing to remove leaves no trace in the audit trail, on %s',
  async (database) => {
    const { instance, past, hasMessageId, removals } = await openPast(database)
    const old = await past.handledId(40)
    const scheduler = openScheduler(instance)
    onTestFinished(() => scheduler.stop())

    await expect.poll(() => hasMessageId(old), { timeout: 10_000 }).toBe(false)
    await scheduler.stop()
    expect(await removals()).toEqual([])
  },
)

test('checkpoints of ended runs go, those of others stay, in files', async () => {
  const { past, passOf } = await openPast('sqlite')
  const repoId = await past.repo()
  const gone = past.file('checkpoints', await past.run(repoId, 'cancelled', 8), 'checkpoint_1.json')
  const kept = [
    past.file('checkpoints', await past.run(repoId, 'cancelled', 6), 'checkpoint_1.json'),
    past.file('checkpoints', await past.run(repoId, 'blocked', 90), 'checkpoint_1.json'),
  ]

  await passOf(1)

  expect(existsSync(gone)).toBe(false)
  for (const path of kept) expect(existsSync(path)).toBe(true)
})

test('an attempt that begins while directories are looked at keeps its own', async () => {
  const { instance, past } = await openPast('sqlite')
  const runId = await past.run(await past.repo(), 'running', 1)
  const begin = async () => {
    const { token } = await past.effect({ kind: 'run', key: runId }, 'running', 0)
    return past.file('attempts', runId, token, 'file')
  }
  const before = await begin()
  const after: string[] = []
  const runFiles = openRunFiles({ dataDirectory: instance.data.root })
  const listAttempts = async () => {
    const listed = await runFiles.listAttempts()
    after.push(await begin())
    return listed
  }
  const context = {
    ...instance,
    retention: instance.settings.retention,
    artifacts: past.artifacts,
    runFiles: { ...runFiles, listAttempts },
    forgetThread: async () => {},
  }

  expect(await removeWhatIsOld(context, new AbortController().signal)).toMatchObject({ attempts: 0 })
  for (const path of [before, ...after]) expect(existsSync(path)).toBe(true)
})
