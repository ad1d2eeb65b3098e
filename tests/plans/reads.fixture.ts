import { INBOX_STATUSES, RUN_STATUSES, RUN_ZONES, type RunZone } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import { lookUpChangeset, lookUpFormerChangeset } from '../../packages/store/src/changesets.ts'
import { nthId } from './crowd-size.fixture.ts'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const PAGE = { limit: 50 }

/** What the page shows. */
export const READS: Subject[] = [
  subject('listWorkspaces', 'a page', ({ database }) => store.listWorkspaces(database, PAGE)),
  subject('lookUpPause', 'of a run', ({ database, ids }) => store.lookUpPause(database, ids.blockedRun)),
  subject('lookUpWorkspace', 'one', ({ database, ids }) => store.lookUpWorkspace(database, ids.workspace)),
  subject('listRepos', 'a page', ({ database }) => store.listRepos(database, PAGE)),
  subject('listRepos', 'of a workspace', ({ database, ids }) =>
    store.listRepos(database, { ...PAGE, workspaceId: ids.workspace }),
  ),
  subject('lookUpRepo', 'one', ({ database, ids }) => store.lookUpRepo(database, ids.repo)),
  subject('holdRepo', 'one', ({ tried, ids }) => tried((tx) => store.holdRepo(tx, ids.repo))),

  subject('listRuns', 'a page', ({ database }) => store.listRuns(database, PAGE)),
  subject(
    'listRuns',
    'a later page',
    ({ database, ids }) => store.listRuns(database, { ...PAGE, cursor: ids.endedRuns[0] }),
    {
      limits: { rows: 700, pages: 2000 },
      because: 'three processes of Postgres may read it at once, a page each',
    },
  ),
  ...RUN_STATUSES.flatMap((status) => [
    subject('listRuns', `the ${status}`, ({ database }) => store.listRuns(database, { ...PAGE, status })),
    subject('listRuns', `the ${status} of a repository`, ({ database, ids }) =>
      store.listRuns(database, { ...PAGE, status, repoId: ids.repo }),
    ),
  ]),
  ...(Object.keys(RUN_ZONES) as RunZone[]).map((zone) =>
    subject('listRuns', `of the zone ${zone}`, ({ database }) => store.listRuns(database, { ...PAGE, zone })),
  ),
  subject('listRunActivity', 'all', ({ database }) => store.listRunActivity(database), {
    limits: { rows: 15_000, sorted: 15_000, pages: 15_000 },
    because: 'reads the newest hundred and twenty events of fifty runs',
  }),
  subject('listRuns', 'of a repository', ({ database, ids }) =>
    store.listRuns(database, { ...PAGE, repoId: ids.repo }),
  ),
  subject('listRuns', 'made from a run', ({ database, ids }) =>
    store.listRuns(database, { ...PAGE, madeFrom: ids.blockedRun }),
  ),
  subject('lookUpRun', 'one', ({ database, ids }) => store.lookUpRun(database, ids.blockedRun)),
  subject('lookUpRuns', 'several', ({ database, ids }) => store.lookUpRuns(database, ids.endedRuns)),
  subject(
    'countUnfinishedRuns',
    'of a repository',
    ({ database, ids }) => store.countUnfinishedRuns(database, ids.repo),
    {
      limits: { rows: 1000 },
      because: 'counts them all, when a repository is to be removed',
    },
  ),
  subject('listRunEvents', 'a page', ({ database, ids }) =>
    store.listRunEvents(database, ids.blockedRun, PAGE),
  ),
  subject('listRunTransitions', 'of a run', ({ database, ids }) =>
    store.listRunTransitions(database, ids.blockedRun),
  ),
  subject('runLeaseEpoch', 'of a run', ({ database, ids }) => store.runLeaseEpoch(database, ids.blockedRun)),
  subject('listArtifacts', 'of a run', ({ database, ids }) => store.listArtifacts(database, ids.blockedRun)),
  subject('lookUpArtifact', 'one', ({ database, ids }) => store.lookUpArtifact(database, ids.blockedRun)),
  subject(
    'listRunPullRequests',
    'of a repository',
    ({ database, ids }) => store.listRunPullRequests(database, ids.repo),
    {
      limits: { rows: 2500 },
      because: 'compares the pull requests of its runs with what was cached, once a sync',
    },
  ),
  subject('listOpenBranches', 'of a repository', ({ database, ids }) =>
    store.listOpenBranches(database, ids.repo),
  ),
  subject('listRemarks', 'of a pull request', ({ database, ids }) =>
    store.listRemarks(database, ids.repo, 1),
  ),
  subject('lookUpFormerChangeset', 'of a run', ({ database, ids }) =>
    lookUpFormerChangeset(database, ids.blockedRun),
  ),
  subject('lookUpChangeset', 'one', ({ database, ids }) => lookUpChangeset(database, ids.blockedRun)),

  subject('listChangesets', 'a page', ({ database }) => store.listChangesets(database, PAGE)),
  subject('listChangesets', 'of a zone, a later page', ({ database, ids }) =>
    store.listChangesets(database, { ...PAGE, zone: 'needs-you', cursor: ids.blockedRun }),
  ),
  subject('listChangesets', 'of a repository', ({ database, ids }) =>
    store.listChangesets(database, { ...PAGE, repoId: ids.repo }),
  ),

  subject('listInbox', 'a page', ({ database }) => store.listInbox(database, PAGE)),
  ...INBOX_STATUSES.map((status) =>
    subject('listInbox', `the ${status}`, ({ database }) => store.listInbox(database, { ...PAGE, status })),
  ),
  ...inboxPages('what waits', { status: 'pending' }),
  ...inboxPages('everything', {}),
  subject('listInbox', 'what is put off', ({ database }) =>
    store.listInbox(database, { ...PAGE, status: 'snoozed' }),
  ),
  subject('countInbox', 'all', ({ database }) => store.countInbox(database), {
    limits: { rows: 21_000, sorted: 21_000, pages: 21_000 },
    because: 'counts all that waits',
  }),
  subject('listInboxDays', 'a week', ({ database }) => store.listInboxDays(database, 7), {
    limits: { rows: 45_000, sorted: 45_000, pages: 45_000 },
    because: 'counts the newest twenty thousand',
  }),
  subject('lookUpInboxItem', 'one', ({ database, ids }) => store.lookUpInboxItem(database, ids.pendingItem)),
  subject('lookUpInboxItems', 'several', ({ database, ids }) =>
    store.lookUpInboxItems(database, [ids.pendingItem]),
  ),
  subject('listAudit', 'a page', ({ database }) => store.listAudit(database, PAGE)),
  subject('listAudit', 'of a type that all have', ({ database }) =>
    store.listAudit(database, { ...PAGE, type: 'status-changed' }),
  ),
  subject('listAudit', 'of a type that none has', ({ database }) =>
    store.listAudit(database, { ...PAGE, type: 'nothing' }),
  ),
  subject('listAudit', 'by somebody', ({ database }) => store.listAudit(database, { ...PAGE, by: 'nobody' })),
  subject(
    ['listAudit', 'eachAudit'],
    'of a repository',
    ({ database, ids }) => store.listAudit(database, { ...PAGE, repoId: ids.repo }),
    {
      limits: { rows: 3000, sorted: 500, pages: 8000 },
      because: 'looks through the newest and then brings together what its runs have',
    },
  ),
  subject('listAudit', 'of a run', ({ database, ids }) =>
    store.listAudit(database, { ...PAGE, runId: ids.blockedRun }),
  ),
  subject('listSessions', 'of a password', ({ database }) =>
    store.listSessions(database, Buffer.from('key')),
  ),
  subject('lookUpSession', 'one', ({ database }) =>
    store.lookUpSession(database, Buffer.from('key'), 'secret'),
  ),
]

/** By each of the filters alone, and behind a cursor. */
function inboxPages(what: string, shown: { status?: 'pending' }): Subject[] {
  const filters: [string, (scene: Scene) => object][] = [
    ['of a kind', () => ({ kind: ['changeset_apply'] })],
    ['of a kind that is rare', () => ({ kind: ['publish'] })],
    ['of a risk', () => ({ risk: ['high'] })],
    ['of a repository', ({ ids }) => ({ repoId: ids.repo })],
    ['of a run', ({ ids }) => ({ runId: ids.blockedRun })],
    [
      'a later page',
      ({ size }) => {
        const last = nthId(size.ended + size.blocked - 500)
        return { cursor: shown.status === 'pending' ? `1:${last}` : last }
      },
    ],
  ]
  const ofRuns: typeof filters = [
    ['of a graph', () => ({ graphId: 'run_command/v1' })],
    ['with words', () => ({ q: 'nothing like it' })],
    ['that cost', () => ({ minCostMicros: 1 })],
    ['that is old', () => ({ olderThanSeconds: 60 })],
    ['that has read', () => ({ tainted: true })],
  ]
  return [...filters, ...(shown.status ? ofRuns : [])].map(([name, filter]) =>
    subject(
      'listInbox',
      `${what} ${name}`,
      (scene) => store.listInbox(scene.database, { ...PAGE, ...shown, ...filter(scene) }),
      {
        limits: { rows: 31_000, pages: 65_000 },
        because: 'looks for what is rare among all that waits, and at the run of each',
      },
    ),
  )
}
