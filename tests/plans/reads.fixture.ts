import { INBOX_STATUSES, RUN_STATUSES } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import { lookUpChangeset } from '../../packages/store/src/changesets.ts'
import { nthId } from './crowd-size.fixture.ts'
import type { Scene, Subject } from './subject.fixture.ts'

const PAGE = { limit: 50 }

/** Reads that one function makes with one call. */
const read = (
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

/** What the page shows. */
export const READS: Subject[] = [
  read('listWorkspaces', 'a page', ({ database }) => store.listWorkspaces(database, PAGE)),
  read('lookUpWorkspace', 'one', ({ database, ids }) => store.lookUpWorkspace(database, ids.workspace)),
  read('listRepos', 'a page', ({ database }) => store.listRepos(database, PAGE)),
  read('listRepos', 'of a workspace', ({ database, ids }) =>
    store.listRepos(database, { ...PAGE, workspaceId: ids.workspace }),
  ),
  read('lookUpRepo', 'one', ({ database, ids }) => store.lookUpRepo(database, ids.repo)),
  read('holdRepo', 'one', ({ tried, ids }) => tried((tx) => store.holdRepo(tx, ids.repo))),

  read('listRuns', 'a page', ({ database }) => store.listRuns(database, PAGE)),
  read('listRuns', 'a later page', ({ database, ids }) =>
    store.listRuns(database, { ...PAGE, cursor: ids.endedRuns[0] }),
  ),
  ...RUN_STATUSES.flatMap((status) => [
    read('listRuns', `the ${status}`, ({ database }) => store.listRuns(database, { ...PAGE, status })),
    read('listRuns', `the ${status} of a repository`, ({ database, ids }) =>
      store.listRuns(database, { ...PAGE, status, repoId: ids.repo }),
    ),
  ]),
  read('listRuns', 'of a repository', ({ database, ids }) =>
    store.listRuns(database, { ...PAGE, repoId: ids.repo }),
  ),
  read('lookUpRun', 'one', ({ database, ids }) => store.lookUpRun(database, ids.blockedRun)),
  read('lookUpRuns', 'several', ({ database, ids }) => store.lookUpRuns(database, ids.endedRuns)),
  read(
    'countUnfinishedRuns',
    'of a repository',
    ({ database, ids }) => store.countUnfinishedRuns(database, ids.repo),
    {
      limits: { rows: 1000 },
      because: 'counts them all, when a repository is to be removed',
    },
  ),
  read('listRunEvents', 'a page', ({ database, ids }) => store.listRunEvents(database, ids.blockedRun, PAGE)),
  read('listRunTransitions', 'of a run', ({ database, ids }) =>
    store.listRunTransitions(database, ids.blockedRun),
  ),
  read('runLeaseEpoch', 'of a run', ({ database, ids }) => store.runLeaseEpoch(database, ids.blockedRun)),
  read('listArtifacts', 'of a run', ({ database, ids }) => store.listArtifacts(database, ids.blockedRun)),
  read('lookUpArtifact', 'one', ({ database, ids }) => store.lookUpArtifact(database, ids.blockedRun)),
  read('lookUpChangeset', 'one', ({ database, ids }) => lookUpChangeset(database, ids.blockedRun)),

  read('listInbox', 'a page', ({ database }) => store.listInbox(database, PAGE)),
  ...INBOX_STATUSES.map((status) =>
    read('listInbox', `the ${status}`, ({ database }) => store.listInbox(database, { ...PAGE, status })),
  ),
  ...inboxPages('what waits', { status: 'pending' }),
  ...inboxPages('everything', {}),
  read('lookUpInboxItem', 'one', ({ database, ids }) => store.lookUpInboxItem(database, ids.pendingItem)),
  read('lookUpInboxItems', 'several', ({ database, ids }) =>
    store.lookUpInboxItems(database, [ids.pendingItem]),
  ),
  read('listAudit', 'a page', ({ database }) => store.listAudit(database, PAGE)),
  read('listAudit', 'of a run', ({ database, ids }) =>
    store.listAudit(database, { ...PAGE, runId: ids.blockedRun }),
  ),
  read('listSessions', 'of a password', ({ database }) => store.listSessions(database, Buffer.from('key'))),
  read('lookUpSession', 'one', ({ database }) => store.lookUpSession(database, Buffer.from('key'), 'secret')),
]

/** By each of the filters alone, and behind a cursor. */
function inboxPages(what: string, shown: { status?: 'pending' }): Subject[] {
  const filters: [string, (scene: Scene) => object][] = [
    ['of a kind', () => ({ kind: 'changeset_apply' })],
    ['of a kind that is rare', () => ({ kind: 'publish' })],
    ['of a risk', () => ({ risk: 'high' })],
    ['of a repository', ({ ids }) => ({ repoId: ids.repo })],
    ['of a run', ({ ids }) => ({ runId: ids.blockedRun })],
    ['a later page', ({ size }) => ({ cursor: nthId(size.ended + size.blocked - 500) })],
  ]
  return filters.map(([name, filter]) =>
    read(
      'listInbox',
      `${what} ${name}`,
      (scene) => store.listInbox(scene.database, { ...PAGE, ...shown, ...filter(scene) }),
      { limits: { rows: 10_500 }, because: 'looks for what is rare among all that waits' },
    ),
  )
}
