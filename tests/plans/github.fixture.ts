import { GITHUB_OBJECT_KINDS, GITHUB_OBJECT_STATES, type GitHubIssue, type GitHubPull } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const PAGE = { limit: 50 }
const AT = '2026-01-01T00:00:00Z'
const numbers = Array.from({ length: 100 }, (_, index) => index + 1)
const issues = numbers.map(
  (number): GitHubIssue => ({
    number,
    isPull: false,
    title: 't',
    state: 'open',
    author: null,
    association: 'NONE',
    labels: [],
    comments: 0,
    createdAt: AT,
    updatedAt: AT,
    raw: {},
  }),
)
const pulls = numbers.map(
  (number): GitHubPull => ({
    number,
    title: 't',
    state: 'open',
    draft: false,
    merged: false,
    head: { ref: 'a', sha: 'b', fullName: null },
    base: { ref: 'main', sha: 'c' },
    url: 'u',
    updatedAt: AT,
    raw: {},
  }),
)
const connection = { auth: 'none' as const, login: null, installations: [], expiresAt: null }

/** What few of a repository's objects are, e.g. merged, is read whole and put in order. */
const SELDOM = { limits: { rows: 1000, sorted: 500 }, because: 'reads all where there are few' }

/** What is kept of GitHub. */
export const GITHUB: Subject[] = [
  ...[undefined, ...GITHUB_OBJECT_KINDS].flatMap((kind) =>
    [undefined, ...GITHUB_OBJECT_STATES].flatMap((state) => objectPages({ kind, state })),
  ),
  subject(
    'listGitHubObjects',
    'by words that nothing holds',
    ({ database, ids }) => store.listGitHubObjects(database, ids.repo, { ...PAGE, q: 'nowhere 100%' }),
    {
      limits: { rows: 20_000, sorted: 15_000, pages: 20_000, whole: ['github_objects'] },
      because: 'looks through the titles of one repository',
    },
  ),
  subject('lookUpGitHubObject', 'one', ({ database, ids }) =>
    store.lookUpGitHubObject(database, ids.repo, 'pr', 700),
  ),
  subject('readSyncState', 'of a repository', ({ database, ids }) => store.readSyncState(database, ids.repo)),
  subject('saveSyncStep', 'a page', ({ tried, ids }) =>
    tried((tx) =>
      store.saveSyncStep(
        tx,
        { effectId: ids.runningEffect, token: ids.runningEffect },
        ids.repo,
        { status: 'syncing', rate: null },
        async () => ({ openIssues: 1, openPulls: 0, objects: 1 }),
      ),
    ),
  ),
  subject('mergeIssues', 'a page', ({ tried, ids }) =>
    tried((tx) => store.mergeIssues(tx, ids.repo, issues)),
  ),
  subject('mergePulls', 'a page', ({ tried, ids }) => tried((tx) => store.mergePulls(tx, ids.repo, pulls)), {
    limits: { pages: 3000 },
    because: 'writes a hundred rows and each of their indexes',
  }),
  subject('markGone', 'one', ({ tried, ids }) => tried((tx) => store.markGone(tx, ids.repo, 700, 'deleted'))),
  subject('listNumbersWithoutPull', 'a batch', ({ database, ids }) =>
    store.listNumbersWithoutPull(database, ids.repo, 50),
  ),
  ...(['all', 'open'] as const).map((which) =>
    subject(
      'listPresentNumbers',
      which,
      ({ database, ids }) =>
        store.listPresentNumbers(database, ids.repo, { state: which, since: '1970-01-01T00:00:00Z' }),
      {
        limits: { rows: 20_000, pages: 20_000, whole: ['github_objects'] },
        because: 'compares all that is known of a repository with what GitHub lists, once a week',
      },
    ),
  ),
  subject(
    'oldestOpenTalk',
    'of a repository',
    ({ database, ids }) => store.oldestOpenTalk(database, ids.repo),
    {
      limits: { rows: 15_000, sorted: 15_000, pages: 20_000, whole: ['github_objects'] },
      because: 'looks at all that is open, once in an import',
    },
  ),
  subject('listMiscounted', 'a batch', ({ database, ids }) =>
    store.listMiscounted(database, ids.repo, [1, 2, 3]),
  ),
  subject('listPresentAfter', 'a batch', ({ database, ids }) =>
    store.listPresentAfter(database, ids.repo, { after: 10, limit: 100 }),
  ),
  subject(
    'listPullsWithLineComments',
    'of a repository',
    ({ database, ids }) => store.listPullsWithLineComments(database, ids.repo),
    {
      limits: { rows: 15_000, sorted: 15_000, pages: 60_000, whole: ['github_objects', 'github_comments'] },
      because: 'looks at all open pull requests, once a week',
    },
  ),
  subject('replaceComments', 'of one', ({ tried, ids }) =>
    tried((tx) => store.replaceComments(tx, ids.repo, { number: 2, kind: 'issue_comment', comments: [] })),
  ),
  subject('saveComments', 'one', ({ tried, ids }) =>
    tried((tx) =>
      store.saveComments(tx, ids.repo, [
        {
          kind: 'issue_comment',
          id: 2,
          number: 2,
          author: null,
          association: 'NONE',
          body: 'b',
          path: null,
          line: null,
          url: 'u',
          createdAt: AT,
          updatedAt: AT,
        },
      ]),
    ),
  ),
  subject('saveLabels', 'of a repository', ({ tried, ids }) =>
    tried((tx) => store.saveLabels(tx, ids.repo, [{ name: 'bug', color: 'ff0000', description: null }])),
  ),
  subject('readConnection', 'the one', ({ database }) => store.readConnection(database)),
  subject('saveConnection', 'the one', ({ tried }) =>
    tried((tx) => store.saveConnection(tx, { ...connection, scopes: null, rate: null }, 3)),
  ),
  subject('listVisibleRepos', 'a page', ({ database }) => store.listVisibleRepos(database, PAGE)),
  subject('listVisibleRepos', 'a later page', ({ database }) =>
    store.listVisibleRepos(database, { ...PAGE, cursor: '2500' }),
  ),
  subject(
    'listVisibleRepos',
    'by a part of the name that none has',
    ({ database }) => store.listVisibleRepos(database, { ...PAGE, q: 'nowhere' }),
    {
      limits: { rows: 6000, whole: ['github_visible_repos'] },
      because: 'looks through the names of what one credential sees',
    },
  ),
  subject(
    'saveVisibleRepos',
    'few in place of many',
    ({ tried }) => tried((tx) => store.saveVisibleRepos(tx, [])),
    {
      limits: { rows: 6000, pages: 20_000, whole: ['github_visible_repos'] },
      because: 'takes away what one credential saw before',
    },
  ),
  subject('lookUpEstimate', 'one', ({ database }) => store.lookUpEstimate(database, 'Octo/r7')),
  subject('saveEstimate', 'one', ({ tried }) =>
    tried((tx) => store.saveEstimate(tx, 'Octo/r7', { depths: [], rate: null })),
  ),
]

function objectPages(filter: Pick<store.ObjectsRequest, 'kind' | 'state'>): Subject[] {
  const name = `${filter.state ?? 'all'} ${filter.kind ?? 'of both kinds'}`
  const ask = (cursor: (scene: Scene) => object) => (scene: Scene) =>
    store.listGitHubObjects(scene.database, scene.ids.repo, { ...PAGE, ...filter, ...cursor(scene) })
  const middle = new Date(Date.now() - 50 * 24 * 60 * 60 * 1000).toISOString()
  return [
    subject(
      'listGitHubObjects',
      name,
      ask(() => ({})),
      SELDOM,
    ),
    subject(
      'listGitHubObjects',
      `${name}, a later page`,
      ask(({ ids }) => ({ cursor: `${middle}_${ids.repo}` })),
      SELDOM,
    ),
  ]
}
