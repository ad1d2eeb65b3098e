import * as store from '@pm-bot/store'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const PAGE = { limit: 50 }
const ask =
  (q: string, more: Partial<store.SearchRequest> = {}) =>
  ({ database }: Scene) =>
    store.searchAll(database, { ...PAGE, q, ...more })

const NEWEST_FIRST = {
  limits: { rows: 1500, pages: 4000 },
  because: 'looks through the newest 250 before it asks the index, and reads a page whole',
}

/** What is found by its words. */
export const SEARCH: Subject[] = [
  subject('searchAll', 'a word that is everywhere', ask('tidy'), NEWEST_FIRST),
  subject('searchAll', 'a word that few have', ask('rare'), NEWEST_FIRST),
  subject('searchAll', 'a word that one has', ask('"19500"'), NEWEST_FIRST),
  subject('searchAll', 'a beginning', ask('tid'), NEWEST_FIRST),
  subject('searchAll', 'a phrase', ask('"common rare"'), NEWEST_FIRST),
  subject('searchAll', 'words that nothing has', ask('nowhere at all'), NEWEST_FIRST),
  subject('searchAll', 'runs alone', ask('tidy', { kind: 'run' }), NEWEST_FIRST),
  subject(
    'searchAll',
    'in one repository',
    (scene) => ask('rare', { repoId: scene.ids.repo })(scene),
    NEWEST_FIRST,
  ),
  subject(
    'searchAll',
    'in one repository, a later page',
    (scene) =>
      ask('rare', {
        repoId: scene.ids.repo,
        cursor: `${new Date(Date.now() - 50 * 86_400_000).toISOString()}_1`,
      })(scene),
    NEWEST_FIRST,
  ),
  subject(
    'searchAll',
    'in one workspace',
    (scene) => ask('rare', { workspaceId: scene.ids.workspace })(scene),
    NEWEST_FIRST,
  ),
  subject(
    'searchAll',
    'a later page',
    ask('tidy', { cursor: `${new Date(Date.now() - 50 * 86_400_000).toISOString()}_1` }),
    NEWEST_FIRST,
  ),
]
