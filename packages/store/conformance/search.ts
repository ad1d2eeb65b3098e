import { type GitHubComment, type GitHubIssue, newId, type SearchHit } from '@pm-bot/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { markGone, mergeIssues } from '../src/cached-objects.ts'
import { clearCachedObjects } from '../src/clear-cache.ts'
import { replaceComments, saveComments } from '../src/github-comments.ts'
import { searchAll } from '../src/search.ts'
import { indexRun } from '../src/search-entries.ts'
import type { Bench } from './bench.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()

export function describeSearch(bench: () => Bench): void {
  const database = () => bench().store.database
  let repoId: string
  let workspaceId: string
  beforeEach(async () => {
    workspaceId = newId()
    repoId = await addRepo(bench(), workspaceId)
  })

  const know = (...issues: Partial<GitHubIssue>[]) =>
    database().transaction((tx) => mergeIssues(tx, repoId, issues.map(issueOf)))
  const say = (...comments: Partial<GitHubComment>[]) =>
    database().transaction((tx) => saveComments(tx, repoId, comments.map(commentOf)))
  const find = async (q: string, more: object = {}) =>
    (await searchAll(database(), { limit: 50, repoId, q, ...more })).items
  const found = async (q: string, more: object = {}) => (await find(q, more)).map(nameOf)

  describe('search', () => {
    test.each([
      ['several words, in any order', 'page login', ['#3', '#1']],
      ['the beginning of the last word', 'logi', ['#3', '#2', '#1']],
      ['only whole words before the last', 'logi page', []],
      ['a phrase', '"login page"', ['#1']],
      ['a phrase with a beginning', 'login-pa', ['#1']],
      ['any case', 'LOGIN PAGE', ['#3', '#1']],
      ['umlauts, as themselves and without', 'größe', ['#4']],
      ['umlauts in capitals', 'GROSSE ÜBER', ['#4']],
      ['no umlauts', 'grosse uber', ['#4']],
      ['a path', 'src/login.ts', ['#2']],
      ['a name in a path', 'login.ts', ['#2']],
      ['a part of a snake', 'max_runs', ['#2']],
      ['a number of an issue', '#4', ['#4']],
      ['a version', 'v1.2', ['#3']],
      ['what looks like a number', '1e5 12ab 0x1f 007', ['#5']],
      ['an address', 'example.com/a?b=c', ['#5']],
      ['an accent that stands apart', 'cafe\u0301', ['#5']],
      ['other scripts', 'привет', ['#5']],
      ['scripts without gaps, from their beginning', '日本', ['#5']],
      ['nothing that is there', 'nowhere', []],
      ['nothing at all', '"" * ( ) & | ! :*', []],
      ['words that are operators elsewhere', 'NOT near', ['#5']],
    ])('finds %s', async (_what, q, expected) => {
      await know(
        { number: 1, title: 'The login page is slow', updatedAt: at(1) },
        {
          number: 2,
          title: 'Tidy up',
          updatedAt: at(2),
          raw: { body: 'In src/login.ts max_runs is wrong.' },
        },
        { number: 3, title: 'Page of v1.2', updatedAt: at(3), raw: { body: 'After the\nlogin.' } },
        { number: 4, title: 'Über die Größe', updatedAt: at(4) },
        {
          number: 5,
          title: '1e5 12ab 0x1f 007',
          updatedAt: at(5),
          raw: { body: 'https://example.com/a?b=c Café привет 日本語 not NEAR' },
        },
      )
      expect(await found(q)).toEqual(expected)
    })

    test('survives whatever is typed', async () => {
      await know({ number: 1, title: 'quiet' })
      const hostile = [
        `'`,
        `"`,
        `''"`,
        `\\`,
        `\\'`,
        'a:*b',
        'words:text',
        'NEAR(a b',
        '^text',
        '{words}: x',
        'a <-> b',
        '!!!',
        '*',
        '-',
        '\ud800',
        '💥',
        '%00',
        'é'.repeat(200),
        'a '.repeat(100),
        'x'.repeat(200),
        '9'.repeat(200),
      ]
      expect(await found(`^"*quiet*'`)).toEqual(['#1'])
      for (const q of hostile) expect(await found(q), q).toEqual([])
    })

    test('tells of comments by the issue that they are on, and whose words they are', async () => {
      await know({ number: 7, title: 'Broken', association: 'OWNER', author: 'ada' })
      await say({ number: 7, id: 1, body: 'It needs a hammer.', association: 'NONE', author: 'eve' })
      expect(await find('hammer')).toMatchObject([
        {
          kind: 'comment',
          repoId,
          number: 7,
          objectKind: 'issue',
          title: 'Broken',
          titleMarks: [],
          excerpt: 'It needs a hammer.',
          marks: [{ start: 11, end: 17 }],
          author: 'eve',
          trust: 'outside',
          updatedAt: at(0),
        },
      ])
      expect(await find('broken')).toMatchObject([{ kind: 'issue', trust: 'repository', state: 'open' }])
    })

    test('finds runs by their goals', async () => {
      const runId = await addRun(bench(), workspaceId, repoId, 'Sharpen the hammer')
      expect(await find('sharpen', { kind: 'run' })).toMatchObject([
        { runId, number: null, title: 'Sharpen the hammer', trust: 'operator', state: 'completed' },
      ])
      expect(await find('sharpen', { kind: 'issue' })).toEqual([])
    })

    test('follows what changes: texts, comments that go, a cache that is cleared', async () => {
      await know({ number: 1, title: 'former' })
      await say({ number: 1, id: 1, body: 'staying former' }, { number: 1, id: 2, body: 'leaving former' })
      await know({ number: 1, title: 'later', updatedAt: at(9) })
      await say({ number: 1, id: 1, body: 'staying later', updatedAt: at(8) })
      await say({ number: 1, id: 1, body: 'staying older', updatedAt: at(7) })
      expect(await found('former')).toEqual(['1/2'])
      expect(await found('later')).toEqual(['#1', '1/1'])
      await database().transaction((tx) =>
        replaceComments(tx, repoId, { number: 1, kind: 'issue_comment', comments: [] }),
      )
      expect(await found('former')).toEqual([])
      await database().transaction((tx) => markGone(tx, repoId, 1, 'deleted'))
      expect(await find('later')).toMatchObject([{ state: 'deleted' }])
      const runId = await addRun(bench(), workspaceId, repoId, 'later')
      await database().transaction((tx) => clearCachedObjects(tx, repoId, at(0)))
      expect(await found('later')).toEqual([runId])
    })

    test('shows nothing of a repository that was removed, nor of another workspace', async () => {
      await know({ number: 1, title: 'secluded' })
      const all = { repoId: undefined }
      expect(await found('secluded', { ...all, workspaceId })).toEqual(['#1'])
      expect(await found('secluded', { ...all, workspaceId: newId() })).toEqual([])
      expect(await found('secluded', { repoId: newId() })).toEqual([])
      await database().transaction((tx) =>
        tx.db.updateTable('repos').set({ status: 'removed' }).where('repo_id', '=', repoId).execute(),
      )
      expect(await found('secluded', all)).toEqual([])
    })

    test('comes in pages, newest first, each once', async () => {
      const numbers = Array.from({ length: 25 }, (_, index) => index + 1)
      // Several at the same time: their order must hold from page to page.
      await know(...numbers.map((number) => ({ number, title: 'paged', updatedAt: at(number >> 2) })))
      const seen: SearchHit[] = []
      let cursor: string | undefined
      do {
        const page = await searchAll(database(), { limit: 4, cursor, repoId, q: 'paged' })
        expect(page.items.length).toBeLessThanOrEqual(4)
        seen.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(seen.map(({ number }) => number).sort((a, b) => a! - b!)).toEqual(numbers)
      const times = seen.map(({ updatedAt }) => updatedAt)
      expect(times).toEqual([...times].sort().reverse())
    })

    test('finds what is rare beneath much that is newer', async () => {
      await know({ number: 5000, title: 'needle', updatedAt: at(0) })
      for (let from = 1; from < 1200; from += 300) {
        const numbers = Array.from({ length: 300 }, (_, index) => from + index)
        await know(...numbers.map((number) => ({ number, title: 'hay', updatedAt: at(10) })))
      }
      expect(await found('needle')).toEqual(['#5000'])
    })

    test('refuses a cursor that is none', async () => {
      for (const cursor of ['x', `' or 1`, '2026-13-01T00:00:00.000Z_1', `${at(0)}_${'9'.repeat(16)}`])
        await expect(find('x', { cursor })).rejects.toThrow('this cursor')
    })
  })
}

const nameOf = ({ kind, number, runId, excerpt }: SearchHit): string => {
  if (kind === 'run') return runId!
  return kind === 'comment' ? `${number}/${excerpt.startsWith('leaving') ? 2 : 1}` : `#${number}`
}

export async function addRepo({ store }: Bench, workspaceId: string): Promise<string> {
  const repoId = newId()
  await store.database.transaction(async (tx) => {
    await tx.db
      .insertInto('workspaces')
      .values({
        workspace_id: workspaceId,
        name: 'w',
        settings: '{}',
        version: 1,
        created_at: at(0),
      } as never)
      .execute()
    await tx.db
      .insertInto('repos')
      .values({
        repo_id: repoId,
        workspace_id: workspaceId,
        source: 'github',
        full_name: repoId,
        name: 'shop',
        path: '',
        default_branch: 'main',
        status: 'active',
        added_at: at(0),
        version: 1,
      } as never)
      .execute()
    await tx.db
      .insertInto('repo_sync_state')
      .values({
        repo_id: repoId,
        depth: 'all',
        status: 'idle',
        etags: '{}',
        open_issues: 0,
        open_pulls: 0,
        objects: 0,
        consecutive_failures: 0,
        updated_at: at(0),
      } as never)
      .execute()
  })
  return repoId
}

export async function addRun(
  { store }: Bench,
  workspaceId: string,
  repoId: string,
  goal: string,
): Promise<string> {
  const runId = newId()
  await store.database.transaction(async (tx) => {
    await tx.db
      .insertInto('runs')
      .values({
        run_id: runId,
        workspace_id: workspaceId,
        repo_id: repoId,
        goal,
        status: 'completed',
        graph_id: 'run_command/v1',
        spec: '{}',
        version: 1,
        created_at: at(0),
        updated_at: at(0),
      } as never)
      .execute()
    await indexRun(tx, { runId, repoId, goal, at: at(0) })
  })
  return runId
}

export const issueOf = (more: Partial<GitHubIssue>): GitHubIssue => ({
  number: 1,
  isPull: false,
  title: 't',
  state: 'open',
  author: null,
  association: 'NONE',
  labels: [],
  comments: 0,
  createdAt: at(0),
  updatedAt: at(0),
  raw: {},
  ...more,
})

export const commentOf = (more: Partial<GitHubComment>): GitHubComment => ({
  kind: 'issue_comment',
  id: 1,
  number: 1,
  author: null,
  association: 'NONE',
  body: 'b',
  path: null,
  line: null,
  url: 'u',
  createdAt: at(0),
  updatedAt: at(0),
  ...more,
})
