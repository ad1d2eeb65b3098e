import { JOB_STATES } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import type { Scene, Subject } from './subject.fixture.ts'

const PAGE = { limit: 50 }
const RUNS = { queue: 'runs', ...PAGE } as const

const work = (
  name: keyof typeof store,
  what: string,
  ask: Subject['ask'],
  more: Partial<Subject> = {},
): Subject => ({
  covers: [name],
  what: `${name}, ${what}`,
  ask,
  ...more,
})

/** What the queue admin asks and does. */
export const WORK: Subject[] = [
  work('listQueues', 'all', ({ database }) => store.listQueues(database), {
    limits: { rows: 6000, pages: 6000 },
    because: 'counts what waits and what ended within an hour',
  }),
  work('lookUpQueue', 'one', ({ database }) => store.lookUpQueue(database, 'runs'), {
    limits: { rows: 6000, pages: 6000 },
    because: 'counts what waits and what ended within an hour',
  }),
  work('pauseQueue', 'one', ({ tried }) => tried((tx) => store.pauseQueue(tx, 'runs', 'operator'))),
  work('resumeQueue', 'one', ({ tried }) => tried((tx) => store.resumeQueue(tx, 'runs'))),
  work('listQueueSamples', 'of a day', ({ database }) => store.listQueueSamples(database, 'runs', 1440), {
    limits: { rows: 9000, sorted: 9000 },
    because: 'draws a day from its samples, one every ten seconds',
  }),
  work('listMailboxSamples', 'of a day', ({ database }) => store.listMailboxSamples(database, 1440), {
    limits: { rows: 9000, sorted: 9000 },
    because: 'draws a day from its samples, one every ten seconds',
  }),

  work('listJobs', 'a page', ({ database, redactor }) => store.listJobs(database, redactor, RUNS)),
  work('listJobs', 'a page of a queue without any', ({ database, redactor }) =>
    store.listJobs(database, redactor, { ...PAGE, queue: 'notify' }),
  ),
  ...JOB_STATES.flatMap((state) =>
    (['runs', 'sync'] as const).map((queue) =>
      work(
        'listJobs',
        `the ${state} of ${queue}`,
        ({ database, redactor }) => store.listJobs(database, redactor, { ...PAGE, queue, state }),
        { limits: { rows: 2500 }, because: 'looks for the delayed among all that wait' },
      ),
    ),
  ),
  work('listJobs', 'of a run', ({ database, redactor, ids }) =>
    store.listJobs(database, redactor, { ...RUNS, runId: ids.blockedRun }),
  ),
  work('listJobsOf', 'of an actor', ({ database, redactor, ids }) =>
    store.listJobsOf(database, redactor, { kind: 'repo', key: ids.repo }),
  ),
  work('lookUpJob', 'one', ({ database, redactor, ids }) =>
    store.lookUpJob(database, redactor, 'runs', ids.openEffect),
  ),
  ...(['waiting', 'delayed', 'failed', 'in-doubt', 'cancelled', 'succeeded'] as const).map((state) =>
    work('selectJobs', state, ({ database }) => store.selectJobs(database, { queue: 'sync', state }, 100), {
      limits: { rows: 250_000, pages: 20_000, whole: ['effects'] },
      because: 'says how many match before a person redrives or purges them',
    }),
  ),
  work('deleteEndedJobs', 'a batch', ({ tried, ids }) =>
    tried((tx) => store.deleteEndedJobs(tx, { queue: 'runs' }, ids.endedRuns)),
  ),

  work('listActors', 'a page', ({ database, redactor }) => store.listActors(database, redactor, PAGE)),
  ...(['with-mail', 'parked', 'suspected'] as const).map((status) =>
    work('listActors', status, ({ database, redactor }) =>
      store.listActors(database, redactor, { ...PAGE, status }),
    ),
  ),
  work('lookUpActor', 'one', ({ database, redactor, ids }) =>
    store.lookUpActor(database, redactor, { kind: 'run', key: ids.blockedRun }),
  ),
  work('retryParked', 'one', (scene) =>
    withParked(scene, (tx, parked) => store.retryParked(tx, parked, 'operator', scene.redactor)),
  ),
  work('skipParked', 'one', (scene) =>
    withParked(scene, (tx, parked) => store.skipParked(tx, parked, 'operator', scene.redactor)),
  ),
  work('editParked', 'one', (scene) =>
    withParked(scene, (tx, parked) =>
      store.editParked(tx, parked, { note: 'other' }, 'operator', scene.redactor),
    ),
  ),
  work('readMailboxes', 'all', ({ database }) => store.readMailboxes(database), {
    limits: { rows: 110_000, sorted: 110_000, pages: 3000, whole: ['actor_messages'] },
    because: 'counts what waits, a hundred thousand messages here',
  }),
  work('listWorkers', 'all', ({ database }) => store.listWorkers(database)),
  work('lookUpWorker', 'one', ({ database, ids }) => store.lookUpWorker(database, ids.workspace)),
  work('requestDrain', 'one', ({ tried, ids }) => tried((tx) => store.requestDrain(tx, ids.workspace, true))),
  work(
    'readRunWork',
    'of a run that waits for a worker',
    async ({
      database,
      redactor,
      store: {
        database: { read },
      },
    }) => {
      const { key } = await read
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
  work('listRunWork', 'a page', ({ database, redactor }) => store.listRunWork(database, redactor, 50)),
]

async function withParked(
  { database, tried }: Scene,
  use: (tx: Parameters<Parameters<Scene['tried']>[0]>[0], parked: store.ParkedMessage) => Promise<unknown>,
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
