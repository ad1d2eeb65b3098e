import type { RawBuilder } from 'kysely'
import { REPOS, type Size } from './crowd-size.fixture.ts'
import { insertWords } from './insert-words.fixture.ts'

/** What came from GitHub: half of it belongs to one repository. */
export function githubRows(dialect: 'postgres' | 'sqlite', size: Size): RawBuilder<unknown>[] {
  const { id, when, insert, json } = insertWords(dialect)
  const runs = size.blocked + size.ended
  const objects = size.ended
  const big = 1 + ((runs - 5) % REPOS)
  const repo = id(`(case when n % 2 = 0 then ${big} else 1 + n % ${REPOS} end)`)
  const state = `case when n % 20 = 0 then 'open' when n % 7 = 0 and n % 3 = 0 then 'merged' else 'closed' end`

  return [
    insert('repo_sync_state', REPOS, {
      repo_id: id('n'),
      depth: `'all'`,
      status: `'idle'`,
      etags: `'{}'`,
      open_issues: '1',
      open_pulls: '1',
      objects: '1',
      consecutive_failures: '0',
      updated_at: when(REPOS),
    }),
    insert('github_objects', objects, {
      object_id: id('n'),
      repo_id: repo,
      kind: `case when n % 7 = 0 then 'pr' else 'issue' end`,
      number: 'n',
      title: `'Title ' || n`,
      state,
      author: `'octo'`,
      association: `'NONE'`,
      labels: `'[]'`,
      comments: 'n % 3',
      created_at: when(objects),
      updated_at: when(objects),
      raw: json,
      pull: `case when n % 7 = 0 and n % 700 <> 0 then ${json} end`,
    }),
    insert('search_entries', objects * 2, {
      source: id('n'),
      kind: `case when n > ${objects} then 'comment' else 'issue' end`,
      repo_id: repo,
      number: `1 + n % ${objects}`,
      updated_at: when(objects * 2),
      words: `'title text common ' || case when n % 1000 = 0 then 'rare' else 'other' end || ' ' || n`,
    }),
    insert('search_entries', runs, {
      source: id(`n + ${objects * 2}`),
      kind: `'run'`,
      repo_id: id(`1 + n % ${REPOS}`),
      run_id: id('n'),
      updated_at: when(runs),
      words: `'tidy up'`,
    }),
    insert('run_pull_requests', size.ended, {
      run_id: id('n'),
      repo_id: id(`1 + n % ${REPOS}`),
      number: 'n',
      branch: `'pm-bot/' || n`,
      pull_request: `'{"state":"closed"}'`,
      updated_at: when(size.ended),
    }),
    insert('github_comments', objects, {
      repo_id: repo,
      kind: `'issue_comment'`,
      github_id: 'n',
      number: `case when n % 10 = 0 then 700 else n end`,
      association: `'NONE'`,
      body: `'b'`,
      url: `'u'`,
      created_at: when(objects),
      updated_at: when(objects),
    }),
    insert('github_labels', REPOS * 20, {
      repo_id: id(`1 + n % ${REPOS}`),
      name: `'label ' || n`,
      color: `'ffffff'`,
    }),
    insert('github_visible_repos', 5000, {
      full_name: `'octo/r' || n`,
      position: 'n',
      facts: `'{"pushedAt":null}'`,
    }),
    insert('github_estimates', 1000, {
      full_name: `'octo/r' || n`,
      status: `'waiting'`,
      updated_at: when(1000),
    }),
  ]
}
