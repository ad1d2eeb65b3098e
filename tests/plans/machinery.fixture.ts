import { join } from 'node:path'
import { newId } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import { sql } from 'kysely'
import type { Tx } from '../../packages/store/src/database.ts'
import { savePullRequest } from '../../packages/store/src/run-pull-requests.ts'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const LINE = { type: 'command-ran', title: 'It ran.', by: null, detail: {} }
const KEY = Buffer.from('key')
const filesOf = ({ directory }: Scene) => ({
  keyFile: join(directory, 'key'),
  headsFile: join(directory, 'heads'),
})
/** An attempt that owns its effect, whoever was reaped before. */
async function attemptOf(tx: Tx, { ids: { runningEffect: effectId } }: Scene) {
  await tx.db
    .updateTable('effects')
    .set({ status: 'running', attempt_token: effectId })
    .where('effect_id', '=', effectId)
    .execute()
  return { effectId, token: effectId }
}

/** A thousand rows and what decides over them: a hundred thousand rows take a hundred transactions. */
const BATCH: Partial<Subject> = {
  limits: { rows: 12_000, sorted: 1000, pages: 40_000 },
  because: 'removes a thousand rows at once',
}

/** As many as wait: of what is done nothing. */
const COUNTS: Partial<Subject> = {
  limits: { rows: 110_000, pages: 3000, whole: ['actor_messages'] },
  because: 'counts what waits, a hundred thousand messages here',
}

/** Today's jobs, from the tables of the library that carries them. */
const SWEEP: Partial<Subject> = {
  limits: { rows: 15_000, pages: 4000, whole: ['job_common'] },
  because: 'compares what waits with what the queues carry, twice a minute',
}

/** The same of a table that is small yet. */
const SMALL_BATCH: Partial<Subject> = {
  limits: { rows: 125_000, sorted: 1000, pages: 40_000, whole: ['requests'] },
  because: 'reads all of a small table rather than look up a thousand rows one by one',
}

/** What goes on behind the page. */
export const MACHINERY: Subject[] = [
  subject('readBacklog', 'for Prometheus', ({ database }) => store.readBacklog(database), COUNTS),
  subject('sampleQueues', 'one round', ({ database }) => store.sampleQueues(database), COUNTS),
  subject('listLiveRoles', 'all', ({ database }) => store.listLiveRoles(database)),
  subject('listProcessSnapshots', 'all', ({ database }) => store.listProcessSnapshots(database)),
  subject('saveProcessSnapshot', 'one', ({ tried }) =>
    tried((tx) =>
      store.saveProcessSnapshot(tx, { processId: 'p', role: 'api', host: 'h', pid: 1, snapshot: '{}' }),
    ),
  ),
  subject('databaseTime', 'now', ({ database }) => store.databaseTime(database)),

  subject('createReaper', 'over a dead worker', async ({ database, store: { queue } }) => {
    await addDeadWorker(database.transaction)
    let now = 0
    const reaper = store.createReaper(database, queue.sendJobs, () => (now += 2000))
    for (let look = 0; look < 10; look += 1) await reaper.look()
  }),
  subject('registerWorker', 'one', async ({ database }) => {
    const options = {
      workerId: newId(),
      version: '1',
      queues: { runs: 1 },
      onHold: () => {},
      onError: () => {},
    }
    const worker = await store.registerWorker(database, options)
    await worker.leave()
  }),
  subject('sweepEffects', 'all', ({ store: opened }) => store.sweepEffects(opened), SWEEP),
  subject(
    'sweepEffects',
    'after a death',
    ({ store: opened }) => store.sweepEffects(opened, { evenTaken: true }),
    SWEEP,
  ),

  subject(
    ['sealAudit', 'recordAudit'],
    'one round',
    async (scene) => {
      const { database, redactor, ids } = scene
      const entry = { type: 't', workspaceId: ids.workspace, runId: ids.blockedRun, payload: {} }
      await database.transaction((tx) => store.recordAudit(tx, [entry], redactor))
      await store.sealAudit(database, filesOf(scene))
    },
    {
      limits: { rows: 31_000, sorted: 510, pages: 6000, whole: ['audit_events'] },
      because: 'chains five hundred events at once, and reads all of a small trail rather than look up each',
    },
  ),

  subject('verifyAudit', 'the whole trail', (scene) => store.verifyAudit(scene.database, filesOf(scene)), {
    limits: { rows: 300_000, sorted: 1000, pages: 20_000, whole: ['audit_events', 'audit_seals'] },
    because: 'recomputes every hash',
  }),
  subject('appendRunEvents', 'one', ({ tried, ids }) =>
    tried((tx) => store.appendRunEvents(tx, ids.blockedRun, [LINE])),
  ),
  subject(['recordProgress', 'ownsEffect'], 'one', (scene) =>
    scene.tried(async (tx) =>
      store.recordProgress(tx, await attemptOf(tx, scene), scene.ids.blockedRun, LINE),
    ),
  ),
  subject('confirmStop', 'one', (scene) =>
    scene.tried(async (tx) => store.confirmStop(tx, await attemptOf(tx, scene))),
  ),
  subject('recordProgressOnce', 'one', (scene) =>
    scene.tried(async (tx) =>
      store.recordProgressOnce(tx, await attemptOf(tx, scene), scene.ids.blockedRun, { ...LINE, type: 'x' }),
    ),
  ),
  subject('recordArtifact', 'one', ({ tried, ids }) =>
    tried((tx) =>
      store.recordArtifact(tx, ids.blockedRun, {
        artifactId: newId(),
        kind: 'log',
        title: 't',
        contentType: 'text/plain',
        uri: 'u',
        hash: 'h',
        sizeBytes: 1,
      }),
    ),
  ),
  subject(['takeRunLeaseFor', 'takeRunLease'], 'one', (scene) =>
    scene.tried(async (tx) => store.takeRunLeaseFor(tx, scene.ids.blockedRun, await attemptOf(tx, scene))),
  ),
  subject('consumeDecision', 'a good one', (scene) =>
    scene.tried(async (tx) => {
      const decisionId = await approve(tx, scene)
      await store.consumeDecision(tx, {
        decisionId,
        subjectHash: 'h',
        about: { kind: 'changeset_apply', changesetId: scene.ids.blockedRun },
        attempt: await attemptOf(tx, scene),
      })
    }),
  ),
  subject('consumeDecision', 'a bad one', (scene) =>
    scene.tried(async (tx) =>
      store.consumeDecision(tx, {
        decisionId: newId(),
        subjectHash: 'h',
        about: { kind: 'changeset_apply', changesetId: newId() },
        attempt: await attemptOf(tx, scene),
      }),
    ),
  ),

  subject(['markPullRequestSeen', 'saveChecksSeen'], 'of a run', (scene) =>
    scene.tried(async (tx) => {
      const { blockedRun: runId, repo: repoId } = scene.ids
      const checks = { total: 0, failed: 0, pending: 0 }
      const facts = { number: 1, url: 'u', state: 'open', draft: true, headSha: 'h', review: 'none' } as const
      const pullRequest = { ...facts, checks, seen: [] }
      const changed = { type: 'pull-request-changed', pullRequest, branch: 'pm-bot/x', what: 'w' } as const
      await savePullRequest(tx, { runId, repoId }, changed)
      await store.markPullRequestSeen(tx, runId, '2026-01-01T00:00:00.000Z')
      await store.saveChecksSeen(tx, runId, {
        headSha: 'h',
        since: '2026-01-01T00:00:00.000Z',
        tag: null,
        checks,
      })
    }),
  ),
  subject(['recordDeliveries', 'listReposNamed'], 'a new one', ({ tried }) =>
    tried(async (tx) => {
      const delivery = { deliveryId: newId(), bodyHash: newId(), event: 'issues', fullName: 'Octo/Shop' }
      await store.recordDeliveries(tx, [delivery])
      await store.listReposNamed(tx, delivery.fullName)
    }),
  ),
  subject('recordDeliveries', 'one that was here before', ({ tried }) =>
    tried((tx) =>
      store.recordDeliveries(tx, [{ deliveryId: newId(), bodyHash: 'h7', event: 'issues', fullName: null }]),
    ),
  ),

  subject(['openSession', 'endSessions', 'endSessionsOfOtherPasswords'], 'one', ({ tried }) =>
    tried(async (tx) => {
      const id = await store.openSession(tx, KEY, { secret: newId(), address: '::1', userAgent: null })
      await store.endSessions(tx, [id])
      await store.endSessionsOfOtherPasswords(tx, KEY)
    }),
  ),
  subject('seeSession', 'one', ({ database, ids }) =>
    store.seeSession(database, {
      id: ids.workspace,
      createdAt: daysAgo(1),
      lastSeenAt: daysAgo(1),
      expiresAt: daysAgo(-1),
      address: '::1',
      userAgent: null,
    }),
  ),

  subject(
    'removeMessageIds',
    'a batch',
    ({ database }) => store.removeMessageIds(database, daysAgo(30)),
    BATCH,
  ),
  subject(
    'removeRequests',
    'a batch',
    ({ database }) => store.removeRequests(database, daysAgo(30)),
    SMALL_BATCH,
  ),
  subject(
    'removeRequests',
    'the last batch',
    ({ database }) => store.removeRequests(database, daysAgo(99.9)),
    SMALL_BATCH,
  ),
  subject(
    'removeDeliveries',
    'a batch',
    ({ database }) => store.removeDeliveries(database, daysAgo(7)),
    BATCH,
  ),
  subject('removeSessions', 'all', ({ database }) => store.removeSessions(database)),
  subject('removeEffects', 'a batch', ({ database }) => store.removeEffects(database, daysAgo(30)), BATCH),
  subject('listUntidiedRuns', 'a batch', ({ database }) => store.listUntidiedRuns(database, '', 100)),
  subject('listUntidiedRuns', 'a later batch', ({ database, ids }) =>
    store.listUntidiedRuns(database, ids.endedRuns[50]!, 100),
  ),
  subject(
    'removeRunEvents',
    'a batch',
    ({ database, ids }) => store.removeRunEvents(database, ids.endedRuns, daysAgo(1)),
    BATCH,
  ),
  subject(
    'removeRunEffects',
    'a batch',
    ({ database, ids }) => store.removeRunEffects(database, ids.endedRuns, daysAgo(1)),
    BATCH,
  ),
  subject('markTidied', 'one', ({ database, ids }) => store.markTidied(database, ids.endedRuns[0]!)),
  subject(
    'eventsGoUpTo',
    'with 10,000 kept',
    ({ database }) => store.eventsGoUpTo(database, daysAgo(7), 10_000),
    {
      limits: { rows: 10_001 },
      because: 'counts as many as are kept, once an hour',
    },
  ),
  subject('lookUpRequests', 'several', ({ database, ids }) => store.lookUpRequests(database, ids.endedRuns)),
  subject('lookUpEnds', 'of a batch', ({ database, ids }) => store.lookUpEnds(database, ids.endedRuns)),
  subject('listOwningTokens', 'of a batch', ({ database, ids }) =>
    store.listOwningTokens(database, ids.endedRuns),
  ),
  subject('listNamedFiles', 'of a run', ({ database, ids }) =>
    store.listNamedFiles(database, ids.blockedRun),
  ),
  subject('listOldLogs', 'a batch', ({ database }) => store.listOldLogs(database, daysAgo(1), 200), {
    limits: { rows: 100_000, sorted: 1000, pages: 10_000 },
    because: 'looks among all that are old for those of ended runs',
  }),
  subject(
    'removeArtifacts',
    'a batch',
    ({ database, ids }) => store.removeArtifacts(database, ids.endedRuns),
    BATCH,
  ),
]

/** It has what runs under way; nobody holds its lock. */
async function addDeadWorker(transaction: Scene['database']['transaction']): Promise<void> {
  await transaction(async (tx) => {
    const worker_id = newId()
    const now = await tx.now()
    await tx.db
      .insertInto('workers')
      .values({
        worker_id,
        host: 'h',
        pid: 1,
        version: '1',
        queues: '{}',
        lock_key: 7,
        serving: '[{"kind":"crowd","key":"nobody"}]',
        started_at: now,
        heartbeat_at: now,
        drain_requested_at: null,
      })
      .execute()
    await tx.db
      .updateTable('effects')
      .set({ worker_id, status: 'running' })
      .where('effect_id', 'in', (eb) =>
        eb
          .selectFrom('effects as open')
          .select('open.effect_id')
          .where('open.status', '=', sql.lit('open'))
          .limit(5),
      )
      .execute()
  })
}

async function approve(tx: Tx, { ids }: Scene): Promise<string> {
  const decision_id = newId()
  await tx.db
    .updateTable('approvals')
    .set({ decision_id, kind: 'changeset_apply', status: 'approved', expires_at: daysAgo(-1) })
    .where('approval_id', '=', ids.pendingItem)
    .execute()
  await tx.db
    .updateTable('changeset_bundles')
    .set({ status: 'approved' })
    .where('changeset_id', '=', ids.blockedRun)
    .execute()
  return decision_id
}
