import { JOB_STATES } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import type { Tx } from '../../packages/store/src/database.ts'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const PAGE = { limit: 50 }
const RUNS = { queue: 'runs', ...PAGE } as const

/** What the queue admin asks and does. */
export const WORK: Subject[] = [
  subject('listQueues', 'all', ({ database }) => store.listQueues(database), {
    limits: { rows: 6000, pages: 6000 },
    because: 'counts what waits and what ended within an hour',
  }),
  subject('lookUpQueue', 'one', ({ database }) => store.lookUpQueue(database, 'runs'), {
    limits: { rows: 6000, pages: 6000 },
    because: 'counts what waits and what ended within an hour',
  }),
  subject('pauseQueue', 'one', ({ tried }) => tried((tx) => store.pauseQueue(tx, 'runs', 'operator'))),
  subject('resumeQueue', 'one', ({ tried }) => tried((tx) => store.resumeQueue(tx, 'runs'))),
  subject('listQueueSamples', 'of a day', ({ database }) => store.listQueueSamples(database, 'runs', 1440), {
    limits: { rows: 9000, sorted: 9000 },
    because: 'draws a day from its samples, one every ten seconds',
  }),
  subject('listMailboxSamples', 'of a day', ({ database }) => store.listMailboxSamples(database, 1440), {
    limits: { rows: 9000, sorted: 9000 },
    because: 'draws a day from its samples, one every ten seconds',
  }),

  subject('listJobs', 'a page', ({ database, redactor }) => store.listJobs(database, redactor, RUNS)),
  subject('listJobs', 'a page of a queue without any', ({ database, redactor }) =>
    store.listJobs(database, redactor, { ...PAGE, queue: 'notify' }),
  ),
  ...JOB_STATES.flatMap((state) =>
    (['runs', 'sync'] as const).map((queue) =>
      subject(
        'listJobs',
        `the ${state} of ${queue}`,
        ({ database, redactor }) => store.listJobs(database, redactor, { ...PAGE, queue, state }),
        { limits: { rows: 2500 }, because: 'looks for the delayed among all that wait' },
      ),
    ),
  ),
  subject('listJobs', 'of a run', ({ database, redactor, ids }) =>
    store.listJobs(database, redactor, { ...RUNS, runId: ids.blockedRun }),
  ),
  subject('listJobsOf', 'of an actor', ({ database, redactor, ids }) =>
    store.listJobsOf(database, redactor, { kind: 'repo', key: ids.repo }),
  ),
  subject('lookUpJob', 'one', ({ database, redactor, ids }) =>
    store.lookUpJob(database, redactor, 'runs', ids.openEffect),
  ),
  ...(['waiting', 'delayed', 'failed', 'in-doubt', 'cancelled', 'succeeded'] as const).map((state) =>
    subject(
      'selectJobs',
      state,
      ({ database }) => store.selectJobs(database, { queue: 'sync', state }, 100),
      {
        limits: { rows: 250_000, pages: 20_000, whole: ['effects'] },
        because: 'says how many match before a person redrives or purges them',
      },
    ),
  ),
  subject('deleteEndedJobs', 'a batch', ({ tried, ids }) =>
    tried((tx) => store.deleteEndedJobs(tx, { queue: 'runs' }, ids.endedRuns)),
  ),

  subject('listActors', 'a page', ({ database, redactor }) => store.listActors(database, redactor, PAGE)),
  ...(['with-mail', 'parked', 'suspected'] as const).map((status) =>
    subject('listActors', status, ({ database, redactor }) =>
      store.listActors(database, redactor, { ...PAGE, status }),
    ),
  ),
  subject('lookUpActor', 'one', ({ database, redactor, ids }) =>
    store.lookUpActor(database, redactor, { kind: 'run', key: ids.blockedRun }),
  ),
  subject('retryParked', 'one', (scene) =>
    withParked(scene, (tx, parked) => store.retryParked(tx, parked, 'operator', scene.redactor)),
  ),
  subject('skipParked', 'one', (scene) =>
    withParked(scene, (tx, parked) => store.skipParked(tx, parked, 'operator', scene.redactor)),
  ),
  subject('editParked', 'one', (scene) =>
    withParked(scene, (tx, parked) =>
      store.editParked(tx, parked, { note: 'other' }, 'operator', scene.redactor),
    ),
  ),
  subject('readMailboxes', 'all', ({ database }) => store.readMailboxes(database), {
    limits: { rows: 110_000, sorted: 110_000, pages: 3000, whole: ['actor_messages'] },
    because: 'counts what waits, a hundred thousand messages here',
  }),
  subject('listWorkers', 'all', ({ database }) => store.listWorkers(database)),
  subject('readHeartbeats', 'all', ({ database }) => store.readHeartbeats(database)),
  subject('lookUpWorker', 'one', ({ database, ids }) => store.lookUpWorker(database, ids.workspace)),
  subject('requestDrain', 'one', ({ tried, ids }) =>
    tried((tx) => store.requestDrain(tx, ids.workspace, true)),
  ),
  subject(
    'readRunWork',
    'of a run that waits for a worker',
    async ({ database, redactor }) => {
      const { key } = await database.read
        .selectFrom('effects')
        .select('key')
        .where('status', '=', 'open')
        .orderBy('effect_id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      await store.readRunWork(database, redactor, key)
    },
    { limits: { rows: 5000 }, because: 'counts the jobs ahead of it' },
  ),
  subject('listRunWork', 'a page', ({ database, redactor }) => store.listRunWork(database, redactor, 50)),
]

async function withParked(
  { database, tried }: Scene,
  use: (tx: Tx, parked: store.ParkedMessage) => Promise<unknown>,
) {
  const parked = await database.read
    .selectFrom('actor_messages')
    .select(['kind', 'key', 'message_id as messageId'])
    .where('parked_at', 'is not', null)
    .where('kind', '=', 'run')
    .limit(1)
    .executeTakeFirstOrThrow()
  await tried((tx) => use(tx, parked))
}
